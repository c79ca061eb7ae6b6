/// What one factor contributed to a decision.
public struct FactorOutcome: Equatable, Sendable {
  /// The signal ŝ, 0…1, with its age taken into account.
  public var signal: Double
  /// The points, 0…`cap`, in steps of 0.0001. For a social factor after the group's cap and the conduct gate.
  public var points: Double
  /// The most points the policy gives for the factor.
  public var cap: Double
  /// Where the data came from.
  public var source: Source
  /// The age of the data in seconds; nil where they do not age or were missing.
  public var ageSeconds: Double?
  /// Why, as a sentence.
  public var reason: Reason

  /// The share (0…1) of the cap that the points are; 0 for a cap of 0.
  public var shareOfCap: Double { cap > 0 ? points / cap : 0 }
}
