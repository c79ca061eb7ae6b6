/// How the search for the best parameters ended.
public struct FitConvergence: Sendable, Equatable {
  /// Whether the gradient vanished, to within rounding.
  public let hasVanishingGradient: Bool
  /// Steps of the best search.
  public let iterations: Int
  /// The greatest derivative of the log-likelihood by the logarithm of a parameter, in magnitude, at the end.
  public let gradient: Double
  /// Searches, each from a start of its own.
  public let starts: Int
  /// Those among them that ended at the same log-likelihood.
  public let agreeing: Int
  /// Parameters that ran to the end of their range: the data would have them go further.
  public let atBounds: [String]
  /// Whether the observed information is positive definite: the curvature is that of a maximum.
  public let isMaximum: Bool

  /// Whether the parameters are those of a maximum inside their ranges.
  public var isGood: Bool { hasVanishingGradient && atBounds.isEmpty && isMaximum }
}
