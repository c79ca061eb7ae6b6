/// Pearson's correlation of pairs.
enum Correlation {
  /// - Returns: −1…1; `nil` without two pairs, or where one of the two quantities does not vary.
  static func pearson(_ pairs: [(Double, Double)]) -> Double? {
    guard pairs.count > 1 else { return nil }
    let n = Double(pairs.count)
    let mean = (pairs.reduce(0) { $0 + $1.0 } / n, pairs.reduce(0) { $0 + $1.1 } / n)
    var (xx, xy, yy) = (0.0, 0.0, 0.0)
    for (x, y) in pairs {
      xx += (x - mean.0) * (x - mean.0)
      xy += (x - mean.0) * (y - mean.1)
      yy += (y - mean.1) * (y - mean.1)
    }
    guard xx > 0, yy > 0 else { return nil }
    return min(max(xy / (xx.squareRoot() * yy.squareRoot()), -1), 1)
  }
}
