/// What became of a request that came with an `Idempotency-Key`.
public struct RememberedRequest: Equatable, Sendable {
  /// The ticket that it became.
  public var number: Int64
  /// The digest of the request's body: tells a repeat from another request under the same key.
  public var digest: [UInt8]

  public init(number: Int64, digest: [UInt8]) {
    self.number = number
    self.digest = digest
  }
}
