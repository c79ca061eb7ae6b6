/// How many tickets are in each state. They add up to all that were ever accepted.
public struct TicketCounts: Equatable, Sendable {
  public var waiting: Int
  public var leased: Int
  /// All that were ever done, those that were pruned since too.
  public var done: Int
  /// All that were ever abandoned, those that were pruned since too.
  public var abandoned: Int

  public init(waiting: Int = 0, leased: Int = 0, done: Int = 0, abandoned: Int = 0) {
    self.waiting = waiting
    self.leased = leased
    self.done = done
    self.abandoned = abandoned
  }

  public var accepted: Int { waiting + leased + done + abandoned }
}
