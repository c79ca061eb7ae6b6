/// Somebody who takes tickets, as far as the queue knows.
public struct Agent: Hashable, Sendable {
  /// Whether an agent takes tickets.
  public enum State: String, CaseIterable, Sendable {
    /// Takes the next ticket when done with the last.
    case available
    /// Takes none until said otherwise.
    case away
  }

  public let id: String
  public var state: State
  /// The skills that this agent answers with.
  public var desks: [String]
  /// When the agent was heard of last, in seconds.
  public var seenAt: Double

  public init(id: String, state: State, desks: [String], seenAt: Double) {
    self.id = id
    self.state = state
    self.desks = desks
    self.seenAt = seenAt
  }
}
