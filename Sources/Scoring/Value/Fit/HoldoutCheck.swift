/// Predictions of what customers would do after the calibration, beside what they did.
public struct HoldoutCheck: Sendable {
  /// Customers with one number of repeat purchases within the calibration.
  public struct Frequency: Sendable {
    /// Repeat purchases within the calibration; the last stands for all that are more, too.
    public let purchases: Int
    /// Customers with as many.
    public let customers: Int
    /// Purchases in the holdout by the mean one of them, as they happened.
    public let actual: Double
    /// The same as predicted, E[Y(t)].
    public let predicted: Double
  }

  /// The holdout's length.
  public let weeks: Double
  /// Purchases that happened.
  public let actual: Int
  /// Purchases predicted.
  public let predicted: Double
  /// The correlation (Pearson) of the two over customers; `nil` where one of them does not vary.
  public let correlation: Double?
  /// The mean error of a customer's prediction, in purchases, regardless of its sign.
  public let meanAbsoluteError: Double
  /// What purchases were worth together, in units of money.
  public let actualValue: Double
  /// The same as predicted, Σ E[Y(t)]·E[M]; `nil` without a model of spending, or where that has no mean.
  public let predictedValue: Double?
  /// By number of repeat purchases within the calibration; numbers that no customer has are left out.
  public let frequencies: [Frequency]

  init?(_ sample: PurchaseSample, _ model: BGNBD, spending: GammaGamma?) {
    var pairs: [(Double, Double)] = []
    pairs.reserveCapacity(sample.customers.count)
    var groups = Array(repeating: (customers: 0, actual: 0.0, predicted: 0.0), count: PurchaseCheck.most + 1)
    var value: Double? = 0
    for customer in sample.customers {
      let history = customer.history
      guard
        let predicted = model.expectedPurchases(
          x: history.x, tx: history.tx, T: history.T, horizon: sample.holdoutWeeks)
      else { return nil }
      let group = min(history.x, PurchaseCheck.most)
      groups[group].customers += 1
      groups[group].actual += Double(customer.laterPurchases)
      groups[group].predicted += predicted
      pairs.append((predicted, Double(customer.laterPurchases)))
      let worth = spending?.expectedValue(x: history.x, meanValue: history.meanValue)
      value = value.flatMap { sum in worth.map { sum + predicted * $0 } }
    }
    weeks = sample.holdoutWeeks
    actual = sample.customers.reduce(0) { $0 + $1.laterPurchases }
    predicted = pairs.reduce(0) { $0 + $1.0 }
    correlation = Correlation.pearson(pairs)
    meanAbsoluteError = pairs.reduce(0) { $0 + ($1.0 - $1.1).magnitude } / Double(max(1, pairs.count))
    actualValue = sample.customers.reduce(0) { $0 + $1.laterValue }
    predictedValue = value
    frequencies = groups.enumerated().filter { $0.element.customers > 0 }.map { purchases, group in
      Frequency(
        purchases: purchases, customers: group.customers, actual: group.actual / Double(group.customers),
        predicted: group.predicted / Double(group.customers))
    }
  }
}
