/// A ticket of the past, as a log of calls tells it. Times are seconds from any zero.
public struct PastTicket: Hashable, Sendable {
  /// When it began to wait.
  public var arrived: Double
  /// When it no longer waited: an agent took it, or the customer gave up.
  public var left: Double
  /// Whether an agent took it.
  public var isServed: Bool
  /// When the agent had finished with it; `nil` if none took it or the log does not say.
  public var ended: Double?
  /// The agent; `nil` if none took it or the log does not say.
  public var agent: String?
  /// Its tier, which is what the log calls priority.
  public var tier: String

  public init(arrived: Double, left: Double, isServed: Bool, ended: Double?, agent: String?, tier: String) {
    precondition(left >= arrived, "nothing leaves before it came")
    precondition(ended.map { $0 >= left } ?? true, "nothing ends before it began")
    self.arrived = arrived
    self.left = left
    self.isServed = isServed
    self.ended = ended
    self.agent = agent
    self.tier = tier
  }

  /// How long it waited, in seconds, ≥ 0.
  public var waitedSeconds: Double { left - arrived }
}
