import JSON
import Scoring
import Storage

/// Reads the bodies of requests about customers that are no customers.
struct CustomerRequestDecoder {
  private var fields = FieldReader()

  /// What `POST /customers/{id}/purchases` says.
  ///
  /// - Parameter now: when it was made, where it does not say.
  /// - Throws: ``RefusedBody`` with all fields that are wrong.
  mutating func purchase(_ value: JSONValue, now: Instant) throws(RefusedBody) -> StoredPurchase {
    fields.begin(value)
    if value.isNull { fields.null(value, "an object with the purchase's value") }
    var purchase = StoredPurchase(id: nil, at: now.secondsSince1970, value: 0)
    var worth: Double?
    var members = fields.members(value, by: PurchaseKeys.tables.purchase)
    while let (key, value) = members.next(&fields) {
      switch key {
      case .id: purchase.id = fields.text(value).map { String($0) }
      case .at: time(value, now, into: &purchase)
      case .value: worth = fields.number(value, in: 0...1e12)
      }
    }
    purchase.value = fields.required(worth, "value", in: value, "what the purchase was worth") ?? 0
    guard fields.errors.isEmpty else { throw RefusedBody(problem: Problem(fields.errors)) }
    return purchase
  }

  private mutating func time(_ value: JSONValue, _ now: Instant, into purchase: inout StoredPurchase) {
    guard let time = fields.time(value) else { return }
    // Clocks of two systems may differ by some minutes.
    if time.seconds(since: now) > 300 { return fields.wrong(value, "a time that is past") }
    purchase.at = min(time, now).secondsSince1970
  }
}

/// The table that finds the members which a purchase may have.
struct PurchaseKeys: Sendable {
  let purchase = JSONKeys<PurchaseKey>()

  /// Made once, as the tables are never freed.
  static let tables = PurchaseKeys()

  private init() {}
}

enum PurchaseKey: String, CaseIterable {
  case id, at, value
}
