/// The lifetime value of a customer under a contract: a margin each period, a chance to stay, a discount.
///
/// The simple model for subscriptions, or where no purchases are known one by one.
///
/// Source: Gupta & Lehmann, "Customers as Assets", Journal of Interactive Marketing 17 (2003).
public enum GuptaLehmann {
  /// CLV = m·r/(1+i−r).
  ///
  /// - Parameters:
  ///   - margin: m, the margin of a period, in units of money; negative for customers who cost more than they bring.
  ///   - retention: r, the probability to stay for another period, 0…1.
  ///   - discount: i, the discount rate of a period, 0 or more; greater than 0 when `retention` is 1.
  /// - Returns: A finite amount; `nil` when an argument lies outside its range or is not a number.
  public static func lifetimeValue(margin: Double, retention: Double, discount: Double) -> Double? {
    guard margin.isFinite, discount.isFinite, discount >= 0, retention >= 0, retention <= 1 else { return nil }
    let loss = discount + (1 - retention)
    guard loss > 0 else { return nil }
    let value = margin * (retention / loss)
    return value.isFinite ? value : nil
  }
}
