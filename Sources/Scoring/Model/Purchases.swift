/// A customer's purchase history in the four numbers that BG/NBD and Gamma-Gamma need.
public struct Purchases: Equatable, Sendable {
  /// All purchases ever made, the first one included; ≥ 0. With 0 nothing can be predicted.
  public var count: Int
  /// Days since the first purchase; ≥ `lastDaysAgo`.
  public var firstDaysAgo: Double
  /// Days since the last purchase; ≥ 0.
  public var lastDaysAgo: Double
  /// Mean value of the repeat purchases, in the company's currency; not used where `count` is 1, and the population's
  /// where it is missing.
  public var averageValue: Double?

  /// A purchase history; `firstDaysAgo` ≥ `lastDaysAgo` ≥ 0.
  @inlinable
  public init(count: Int, firstDaysAgo: Double, lastDaysAgo: Double, averageValue: Double? = nil) {
    self.count = count
    self.firstDaysAgo = firstDaysAgo
    self.lastDaysAgo = lastDaysAgo
    self.averageValue = averageValue
  }
}
