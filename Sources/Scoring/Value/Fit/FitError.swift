/// Why a model could not be fitted.
public struct FitError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong with the customers.
  public struct Code: Sendable, Hashable {
    private enum Value {
      case impossibleHistory, tooFewCustomers, tooFewRepeatBuyers, emptyPeriod, noTime, equalValues, noLikelihood
    }

    private let value: Value

    /// A history contradicts itself, or has a number out of range.
    public static let impossibleHistory = Code(value: .impossibleHistory)
    /// There are fewer customers than a fit can say anything about.
    public static let tooFewCustomers = Code(value: .tooFewCustomers)
    /// Too few customers have bought again.
    public static let tooFewRepeatBuyers = Code(value: .tooFewRepeatBuyers)
    /// The calibration or the holdout has no day.
    public static let emptyPeriod = Code(value: .emptyPeriod)
    /// All customers bought first when the observation ended, so nobody had time to buy again.
    public static let noTime = Code(value: .noTime)
    /// All customers spend the same, so there is no spread to fit.
    public static let equalValues = Code(value: .equalValues)
    /// The likelihood has no value at any of the starts.
    public static let noLikelihood = Code(value: .noLikelihood)
  }

  /// What is wrong.
  public let code: Code
  /// What was expected and what was found, in words.
  public let description: String

  init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
