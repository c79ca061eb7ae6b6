/// What a fitted model expects of customers beside what they did.
public struct PurchaseCheck: Sendable {
  /// Customers with one number of repeat purchases within the calibration.
  public struct Frequency: Sendable {
    /// Repeat purchases; the last stands for all that are more, too.
    public let purchases: Int
    /// Customers with as many.
    public let actual: Int
    /// Customers to expect, by ``BGNBD/repeatProbabilities(_:t:)``.
    public let expected: Double
  }

  /// Repeat purchases of all customers from the beginning to the end of a week.
  public struct Week: Sendable {
    /// The week's number, from 1.
    public let number: Int
    /// Purchases that happened.
    public let actual: Int
    /// Purchases to expect.
    public let expected: Double
  }

  /// By number of repeat purchases.
  public let frequencies: [Frequency]
  /// By week of the observation, the holdout included; the last may be a part of one.
  public let weeks: [Week]
  /// Predictions against what came of them, `nil` without a holdout.
  public let holdout: HoldoutCheck?

  /// The greatest number of repeat purchases that has a line of its own, less one.
  static let most = 7

  /// Compares a sample with what `model` expects of it.
  ///
  /// - Parameters:
  ///   - spending: What purchases are worth; without it only their number is predicted.
  /// - Returns: `nil` where a history is beyond what the model can evaluate.
  public init?(_ sample: PurchaseSample, _ model: BGNBD, spending: GammaGamma?) {
    guard let frequencies = Self.frequencies(sample, model), let weeks = Self.weeks(sample, model) else { return nil }
    self.frequencies = frequencies
    self.weeks = weeks
    guard sample.hasHoldout else {
      holdout = nil
      return
    }
    guard let holdout = HoldoutCheck(sample, model, spending: spending) else { return nil }
    self.holdout = holdout
  }

  private static func frequencies(_ sample: PurchaseSample, _ model: BGNBD) -> [Frequency]? {
    var ages: [Double: Int] = [:]
    var actual = Array(repeating: 0, count: most + 1)
    for customer in sample.customers {
      ages[customer.history.T, default: 0] += 1
      actual[min(customer.history.x, most)] += 1
    }
    var expected = Array(repeating: 0.0, count: most + 1)
    for (age, count) in ages.sorted(by: { $0.key < $1.key }) {
      guard let probabilities = model.repeatProbabilities(most, t: age) else { return nil }
      for (x, probability) in probabilities.enumerated() { expected[x] += Double(count) * probability }
      expected[most] += Double(count) * max(0, 1 - probabilities.reduce(0, +))
    }
    return (0...most).map { Frequency(purchases: $0, actual: actual[$0], expected: expected[$0]) }
  }

  /// A customer of whom nothing is known but the first purchase is expected to buy E[X(t)] times in the time t after
  /// it, which is E[Y(t)] with x = t_x = T = 0.
  private static func weeks(_ sample: PurchaseSample, _ model: BGNBD) -> [Week]? {
    let days = sample.repeatsByDay.count
    var byAge: [Double] = []
    for day in 0..<days {
      guard let expected = model.expectedPurchases(x: 0, tx: 0, T: 0, horizon: Double(day) / 7) else { return nil }
      byAge.append(expected)
    }
    var newcomers = Array(repeating: 0.0, count: days)
    for customer in sample.customers { newcomers[customer.firstDay - sample.firstDay] += 1 }
    let starts = newcomers.indices.filter { newcomers[$0] > 0 }
    var (weeks, actual, from): ([Week], Int, Int) = ([], 0, 0)
    while from < days {
      let to = min(from + 7, days)
      actual += sample.repeatsByDay[from..<to].reduce(0, +)
      let expected = starts.lazy.prefix { $0 < to }.reduce(0) { $0 + newcomers[$1] * byAge[to - 1 - $1] }
      weeks.append(Week(number: weeks.count + 1, actual: actual, expected: expected))
      from = to
    }
    return weeks
  }
}
