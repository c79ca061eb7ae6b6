/// A parameter as fitted.
public struct FittedParameter: Sendable, Equatable {
  /// The parameter's name, as the policy spells it.
  public let name: String
  /// Its value, greater than zero.
  public let value: Double
  /// The standard error of the value, from the curvature of the likelihood; `nil` where the value is at the end of its
  /// range or the curvature is not that of a maximum.
  public let standardError: Double?
}
