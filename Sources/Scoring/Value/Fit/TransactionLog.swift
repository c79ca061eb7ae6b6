/// Transactions of customers, which histories of purchases are made from.
///
/// Sixteen bytes a transaction; they may come in any order.
public struct TransactionLog: Sendable {
  private struct Entry {
    let customer: Int32
    let day: Int32
    var value: Double
  }

  private var entries: [Entry] = []

  /// The days that are accepted, counted from 1970: some 2,700 years either way.
  public static let days = -1_000_000...1_000_000

  /// The day of the first transaction, `nil` without any.
  public private(set) var firstDay: Int?
  /// The day of the last transaction, `nil` without any.
  public private(set) var lastDay: Int?

  /// A log without transactions.
  public init() {}

  /// The number of transactions.
  public var count: Int { entries.count }

  /// Adds a transaction.
  ///
  /// - Parameters:
  ///   - customer: A number for the customer, 0…2³¹−1.
  ///   - day: The day, counted from any fixed one, within ``days``.
  ///   - value: In units of money, zero or more.
  /// - Returns: Whether all three were within their ranges; nothing is added otherwise.
  @discardableResult
  public mutating func add(customer: Int, day: Int, value: Double) -> Bool {
    guard let number = Int32(exactly: customer), number >= 0, Self.days.contains(day), value >= 0, value.isFinite
    else { return false }
    entries.append(Entry(customer: number, day: Int32(day), value: value))
    firstDay = min(firstDay ?? day, day)
    lastDay = max(lastDay ?? day, day)
    return true
  }

  /// Each customer's history, in weeks.
  ///
  /// Several transactions of a customer on one day are one purchase, whose value is their sum.
  ///
  /// - Parameters:
  ///   - calibrationEnd: The last day that histories know of; what customers did after it is the holdout that
  ///     predictions are judged by. Without one there is no holdout.
  ///   - observationEnd: The last day that counts. Default: that of the last transaction.
  /// - Throws: ``FitError`` where the log is empty, or has no day in one of the two periods.
  public func sample(calibrationEnd: Int? = nil, observationEnd: Int? = nil) throws(FitError) -> PurchaseSample {
    guard let firstDay, let lastDay else {
      throw FitError(.tooFewCustomers, "expected transactions, found none")
    }
    let end = observationEnd ?? lastDay
    guard Self.days.contains(end), end >= firstDay, (calibrationEnd ?? end) >= firstDay,
      calibrationEnd.map({ $0 < end }) ?? true
    else {
      throw FitError(
        .emptyPeriod,
        "expected the calibration to end after the first transaction and before the end of the observation")
    }
    var builder = PurchaseSampleBuilder(firstDay: firstDay, calibrationEnd: calibrationEnd ?? end, observationEnd: end)
    for purchase in purchases() { builder.add(purchase.customer, day: purchase.day, value: purchase.value) }
    return builder.sample(transactions: entries.count, hasHoldout: calibrationEnd != nil)
  }

  /// A customer's transactions of a day as one, by customer and then by day.
  private func purchases() -> some Sequence<(customer: Int, day: Int, value: Double)> {
    let sorted = entries.sorted { ($0.customer, $0.day) < ($1.customer, $1.day) }
    var next = 0
    return AnyIterator {
      guard next < sorted.count else { return nil }
      var purchase = sorted[next]
      next += 1
      while next < sorted.count, sorted[next].customer == purchase.customer, sorted[next].day == purchase.day {
        purchase.value += sorted[next].value
        next += 1
      }
      return (Int(purchase.customer), Int(purchase.day), purchase.value)
    }
  }
}
