/// A model's parameter that lies outside its range.
public struct ParameterError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The parameter's name, as the model's initialiser spells it.
  public let parameter: String
  /// What it has to be, in words that follow "must be".
  public let requirement: String

  /// Creates an error that says what `parameter` must be.
  public init(parameter: String, requirement: String) {
    self.parameter = parameter
    self.requirement = requirement
  }

  /// For example "a must be greater than 0".
  public var description: String { "\(parameter) must be \(requirement)" }

  /// Refuses a value that lies outside `range` or is not a number.
  static func check(
    _ value: Double, in range: ClosedRange<Double>, _ parameter: String
  ) throws(ParameterError) {
    guard range.contains(value) else {
      throw ParameterError(
        parameter: parameter, requirement: "a number from \(range.lowerBound) to \(range.upperBound)")
    }
  }
}
