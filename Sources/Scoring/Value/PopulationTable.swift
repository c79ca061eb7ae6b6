/// The distribution of a quantity over the company's customers, as quantiles at equal steps of probability.
///
/// It ranks one customer among the others: a lifetime value of 180 says little, "more than 93 % of our customers" says
/// what the score needs, whatever the currency and the line of business.
public struct PopulationTable: Sendable, Equatable {
  /// The quantiles in ascending order, the first at probability 0, the last at 1. Never empty; a single one is the
  /// median.
  public let quantiles: [Double]

  /// Creates a table from quantiles at equal steps of probability.
  /// - Parameter quantiles: One or more finite numbers that do not decrease.
  /// - Throws: ``PopulationTableError`` with the position of the first offending number.
  public init(quantiles: [Double]) throws(PopulationTableError) {
    guard !quantiles.isEmpty else { throw PopulationTableError(.empty) }
    for (index, value) in quantiles.enumerated() {
      guard value.isFinite else { throw PopulationTableError(.notFinite, at: index) }
      if index > 0, value < quantiles[index - 1] { throw PopulationTableError(.decreasing, at: index) }
    }
    self.quantiles = quantiles
  }

  /// Creates a table from the values of all customers (or a fair sample), in any order.
  ///
  /// Quantiles between two values are interpolated linearly (type 7 of Hyndman & Fan 1996).
  /// - Parameters:
  ///   - values: One or more finite numbers.
  ///   - points: How many quantiles to keep, one or more.
  /// - Throws: ``PopulationTableError`` with the position of the first offending number.
  public init(values: [Double], points: Int = 1001) throws(PopulationTableError) {
    guard points >= 1 else { throw PopulationTableError(.noPoints) }
    guard !values.isEmpty else { throw PopulationTableError(.empty) }
    if let index = values.firstIndex(where: { !$0.isFinite }) { throw PopulationTableError(.notFinite, at: index) }
    let sorted = values.sorted()
    var quantiles: [Double] = []
    quantiles.reserveCapacity(points)
    for point in 0..<points {
      let probability = points == 1 ? 0.5 : Double(point) / Double(points - 1)
      let position = probability * Double(sorted.count - 1)
      let index = min(Int(position), sorted.count - 1)
      let next = min(index + 1, sorted.count - 1)
      let fraction = position - Double(index)
      let value = sorted[index] * (1 - fraction) + sorted[next] * fraction
      // Rounding of two equal or nearly equal neighbours must not undo the order.
      quantiles.append(max(min(value, sorted[next]), quantiles.last ?? sorted[index]))
    }
    self.quantiles = quantiles
  }

  /// The share of customers with less than `value`, those with the same counted half.
  ///
  /// Linear between quantiles. On a flat stretch, where many customers share one value, it is the middle of the
  /// stretch: they rank neither ahead of nor behind each other. Never decreases as `value` grows.
  ///
  /// - Parameter value: Any number, infinities included. What is not a number ranks in the middle.
  /// - Returns: 0 below the smallest quantile, 1 above the greatest, 0…1 between.
  public func percentile(of value: Double) -> Double {
    guard !value.isNaN else { return 0.5 }
    let count = quantiles.count
    // `below` quantiles are smaller than the value, `notAbove` are not greater.
    let below = partition { $0 < value }
    if below == count { return 1 }
    guard quantiles[below] == value else {
      return below == 0 ? 0 : interpolated(value, between: below - 1)
    }
    let notAbove = partition { $0 <= value }
    guard count > 1 else { return 0.5 }
    return Double(below + notAbove - 1) / Double(2 * (count - 1))
  }

  /// The value of a rank between the quantile at `index` and the next, which enclose `value` and differ.
  private func interpolated(_ value: Double, between index: Int) -> Double {
    let lower = quantiles[index]
    let upper = quantiles[index + 1]
    // Halves, as the distance of two finite numbers may overflow.
    let fraction = (value / 2 - lower / 2) / (upper / 2 - lower / 2)
    return (Double(index) + min(max(fraction, 0), 1)) / Double(quantiles.count - 1)
  }

  /// How many quantiles, from the first on, satisfy a condition that holds up to some point and not after it.
  private func partition(_ holds: (Double) -> Bool) -> Int {
    var low = 0
    var high = quantiles.count
    while low < high {
      let middle = (low + high) / 2
      if holds(quantiles[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
