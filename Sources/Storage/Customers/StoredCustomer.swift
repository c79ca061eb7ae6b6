/// A customer as stored.
public struct StoredCustomer: Equatable, Sendable {
  /// Increases in the order in which customers were first stored, from 1.
  public var number: Int64
  /// The company's name for the customer, unique.
  public var id: String
  /// 1, and 1 more each time that anything of the customer is changed.
  public var version: Int64
  /// Profile, consent and declaration, as JSON in the service's schema.
  public var profile: [UInt8]
  /// As of when the profile is, in seconds since 1970.
  public var updatedAt: Double

  public init(number: Int64, id: String, version: Int64, profile: [UInt8], updatedAt: Double) {
    self.number = number
    self.id = id
    self.version = version
    self.profile = profile
    self.updatedAt = updatedAt
  }
}
