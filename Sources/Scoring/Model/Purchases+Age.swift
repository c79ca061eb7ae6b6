extension Purchases {
  /// The same history, looked at so many days later.
  public func aged(byDays days: Double) -> Purchases {
    Purchases(
      count: count, firstDaysAgo: firstDaysAgo + days, lastDaysAgo: lastDaysAgo + days, averageValue: averageValue)
  }
}
