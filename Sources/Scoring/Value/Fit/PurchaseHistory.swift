// T is the age's name in the published models, beside t_x.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

/// What the models of value need to know of a customer's past.
public struct PurchaseHistory: Sendable, Hashable {
  /// x, repeat purchases: all but the first; zero or more.
  public var x: Int
  /// t_x, time from the first purchase to the last, 0…`T`; 0 without repeat purchases.
  public var tx: Double
  /// T, time from the first purchase to the end of the observation, zero or more.
  public var T: Double
  /// z̄, the mean value of the repeat purchases, zero or more, in units of money; 0 without any.
  public var meanValue: Double

  /// A history; times are in the unit in which parameters are wanted (weeks in the default policy).
  public init(x: Int, tx: Double, T: Double, meanValue: Double = 0) {
    self.x = x
    self.tx = tx
    self.T = T
    self.meanValue = meanValue
  }

  /// Whether such a history can be.
  var isPossible: Bool {
    x >= 0 && tx >= 0 && tx <= T && T <= BGNBD.longestTime && meanValue >= 0 && meanValue.isFinite
  }
}
