/// A customer's account on a social network, as last observed.
public struct StoredAccount: Equatable, Sendable {
  /// The network's name in lower case.
  public var network: String
  /// The account's name on the network, normalised; empty where it is not known, which one account of each network may be.
  public var handle: String
  /// What was observed, as JSON in the schema of a request's account.
  public var facts: [UInt8]
  /// When it was observed, in seconds since 1970.
  public var observedAt: Double
  /// Who observed it.
  public var source: String?

  public init(network: String, handle: String, facts: [UInt8], observedAt: Double, source: String?) {
    self.network = network
    self.handle = handle
    self.facts = facts
    self.observedAt = observedAt
    self.source = source
  }
}
