/// What is known of a customer who pays by the period, for Gupta and Lehmann's lifetime value.
public struct Subscription: Equatable, Sendable {
  /// The margin that the customer brings in a year, in the company's currency.
  public var marginPerYear: Double
  /// The probability, 0…1, that the customer is still one a year later.
  public var retention: Double

  /// A subscriber's yearly margin and retention (0…1).
  public init(marginPerYear: Double, retention: Double) {
    self.marginPerYear = marginPerYear
    self.retention = retention
  }
}
