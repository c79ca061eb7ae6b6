/// What a wait was suggested by.
public enum ForecastBasis: String, Hashable, Sendable, CaseIterable {
  /// The line: who is ahead, who may still overtake, how fast agents take tickets.
  case queue
  /// An agent is free and nobody is ahead: no wait.
  case idleAgent = "idle-agent"
  /// No agent of the desk is present, so that no wait can be forecast.
  case noAgent = "no-agent"
  /// No queue is known: the promise less the head start.
  case promiseOnly = "promise-only"
}
