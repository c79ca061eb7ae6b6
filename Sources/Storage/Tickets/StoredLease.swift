/// A lease as stored. Times are seconds since 1970.
public struct StoredLease: Equatable, Sendable {
  public var agent: String
  /// Unique to this lease: greater than every fence given out before.
  public var fence: Int64
  public var leasedAt: Double
  /// When it expires, or did.
  public var leasedUntil: Double

  public init(agent: String, fence: Int64, leasedAt: Double, leasedUntil: Double) {
    self.agent = agent
    self.fence = fence
    self.leasedAt = leasedAt
    self.leasedUntil = leasedUntil
  }
}
