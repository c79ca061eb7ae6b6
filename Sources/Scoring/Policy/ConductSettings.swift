/// The prior of the conduct gate: what a customer without a record is taken for.
public struct ConductSettings: Equatable, Sendable {
  /// Claims assumed founded before any is on record, > 0.
  public var priorFounded = 9.0
  /// Claims assumed unfounded before any is on record, ≥ 0.
  public var priorUnfounded = 1.0

  /// The default settings.
  public init() {}
}
