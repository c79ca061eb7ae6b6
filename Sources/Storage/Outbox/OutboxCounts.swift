/// How many messages there are for a target.
public struct OutboxCounts: Equatable, Sendable {
  public var pending: Int
  public var dead: Int
  /// When the first of the pending ones came to be, in seconds since 1970; nil where none is pending.
  public var oldestCreatedAt: Double?

  public init(pending: Int = 0, dead: Int = 0, oldestCreatedAt: Double? = nil) {
    self.pending = pending
    self.dead = dead
    self.oldestCreatedAt = oldestCreatedAt
  }
}
