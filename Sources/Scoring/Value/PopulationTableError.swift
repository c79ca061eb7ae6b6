/// Why a ``PopulationTable`` could not be made.
public struct PopulationTableError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong with the numbers.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    private enum Value: String {
      case empty = "there are no values"
      case noPoints = "there must be at least one point"
      case notFinite = "a value is not a finite number"
      case decreasing = "quantiles must not decrease"
    }

    private let value: Value

    /// No values were given.
    public static let empty = Code(value: .empty)
    /// A table without points was asked for.
    public static let noPoints = Code(value: .noPoints)
    /// A value is infinite or not a number.
    public static let notFinite = Code(value: .notFinite)
    /// A quantile is smaller than the one before it.
    public static let decreasing = Code(value: .decreasing)

    public var description: String { value.rawValue }
  }

  /// What is wrong.
  public let code: Code
  /// The position of the first offending number among those given, from 0; `nil` when it is none in particular.
  public let index: Int?

  init(_ code: Code, at index: Int? = nil) {
    self.code = code
    self.index = index
  }

  public var description: String { index.map { "\(code), at index \($0)" } ?? code.description }
}
