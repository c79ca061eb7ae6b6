/// Customers with their histories, and with what they did afterwards where that is known.
public struct PurchaseSample: Sendable {
  /// A customer whose first purchase lies within the calibration.
  public struct Customer: Sendable {
    /// The number that the log has for the customer.
    public let number: Int
    /// The day of the first purchase.
    public let firstDay: Int
    /// What the models are fitted to; in weeks, as of the end of the calibration.
    public let history: PurchaseHistory
    /// Purchases in the holdout.
    public let laterPurchases: Int
    /// Their value together, in units of money.
    public let laterValue: Double
  }

  /// The customers, by number.
  public let customers: [Customer]
  /// Customers who bought first after the calibration, of whom the models know nothing.
  public let newcomers: Int
  /// Transactions in the log.
  public let transactions: Int
  /// Purchases up to the end of the observation: transactions, those of a customer on one day counted once.
  public let purchases: Int
  /// The day of the first purchase.
  public let firstDay: Int
  /// The last day of the calibration.
  public let calibrationEnd: Int
  /// The last day of the observation.
  public let observationEnd: Int
  /// Whether a part of the observation was set aside to judge predictions by.
  public let hasHoldout: Bool
  /// Repeat purchases of the ``customers`` on each day from the first to the last of the observation.
  public let repeatsByDay: [Int]

  /// The histories alone.
  public var histories: [PurchaseHistory] { customers.map(\.history) }
  /// Customers who bought again within the calibration.
  public var repeatBuyers: Int { customers.count { $0.history.x > 0 } }
  /// Weeks from the end of the calibration to the end of the observation.
  public var holdoutWeeks: Double { Double(observationEnd - calibrationEnd) / 7 }
}
