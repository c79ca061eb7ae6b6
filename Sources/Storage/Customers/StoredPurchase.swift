/// A purchase that was reported by itself.
public struct StoredPurchase: Equatable, Sendable {
  /// The company's name for it, unique among the customer's; nil where it has none.
  public var id: String?
  /// When it was made, in seconds since 1970.
  public var at: Double
  /// What it was worth, in the company's currency.
  public var value: Double

  public init(id: String?, at: Double, value: Double) {
    self.id = id
    self.at = at
    self.value = value
  }
}
