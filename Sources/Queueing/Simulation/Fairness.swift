/// How alike non-negative values are.
public enum Fairness {
  /// Gini's coefficient: 0 where all are alike, towards 1 where one has everything. Zero where there is nothing to
  /// share.
  ///
  /// G = (2·Σ i·x_i)/(n·Σ x_i) − (n+1)/n, i from 1 over the values in ascending order.
  ///
  /// - Parameter sorted: Values of zero or more, in ascending order.
  public static func gini(sorted: [Double]) -> Double {
    let sum = sorted.reduce(0, +)
    guard sum > 0 else { return 0 }
    let n = Double(sorted.count)
    var weighted = 0.0
    for (index, value) in sorted.enumerated() { weighted += Double(index + 1) * value }
    return max(0, 2 * weighted / (n * sum) - (n + 1) / n)
  }

  /// Jain's index (Σx)²/(n·Σx²): 1 where all are alike, 1/n where one has everything. One where there is nothing to
  /// share.
  ///
  /// Source: Jain, Chiu & Hawe 1984.
  ///
  /// - Parameter values: Values of zero or more.
  public static func jain(_ values: [Double]) -> Double {
    let sum = values.reduce(0, +)
    let squares = values.reduce(0) { $0 + $1 * $1 }
    return squares > 0 ? min(sum * sum / (Double(values.count) * squares), 1) : 1
  }
}
