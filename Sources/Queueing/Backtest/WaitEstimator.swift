/// What a back-test compares.
public enum WaitEstimator: String, Hashable, Sendable, CaseIterable {
  /// Heed's forecast.
  case heed
  /// Mean handling time × position in the line / agents: what one vendor announces.
  case handlingByAhead = "handling-by-ahead"
  /// Mean handling time × tickets waiting / agents, itself included: what another announces.
  case handlingByQueue = "handling-by-queue"
  /// The wait of the ticket of the same tier that was last taken.
  case lastServed = "last-served"
  /// The mean wait of the last thirty that were taken, and the 27th of them in order for the 90th percentile.
  case lastThirty = "last-thirty"
  /// How long the first in line has waited so far.
  case headOfLine = "head-of-line"
  /// The median wait, and the 90th percentile, of all so far. It knows nothing of the line.
  case allSoFar = "all-so-far"

  /// What it is, in a few words.
  public var title: String {
    switch self {
    case .heed: "Heed's forecast"
    case .handlingByAhead: "handling time × position / agents"
    case .handlingByQueue: "handling time × queue / agents"
    case .lastServed: "last of the same tier to be served"
    case .lastThirty: "average of the last 30"
    case .headOfLine: "wait so far of the first in line"
    case .allSoFar: "median of all so far"
    }
  }
}
