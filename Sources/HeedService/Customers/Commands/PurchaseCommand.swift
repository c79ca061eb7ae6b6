import HTTPWire
import Scoring
import Storage

/// A customer has bought something: `POST /customers/{id}/purchases`. One that comes again under the same id changes
/// nothing.
struct PurchaseCommand: CustomerCommand {
  let id: String
  let purchase: StoredPurchase
  let condition: String?
  let setting: CustomerSetting

  func apply(_ context: inout QueueContext, _ transaction: any StoreTransaction) throws -> Answer? {
    let writer = setting.writer(transaction)
    let before = try writer.known(id: id, context)
    if let refusal = refusal(before?.stored) { return refusal }
    var document = before?.document ?? CustomerDocument()
    let stored =
      try before?.stored
      ?? transaction.putCustomer(id: id, profile: document.profile, at: setting.now.secondsSince1970)
    let first = try transaction.purchases(ofCustomer: stored.number).first
    guard try transaction.addPurchase(purchase, ofCustomer: stored.number) else {
      return try answer(.ok, transaction, context)
    }
    document.age(bySeconds: setting.now.secondsSince1970 - stored.updatedAt)
    document.customer.purchases = Purchases(
      document.customer.purchases, and: purchase, knownFirst: first, now: setting.now)
    if let problem = try writer.put(document, id: id, before: before, &context) { return Answer(problem) }
    return try answer(.created, transaction, context)
  }
}

extension Purchases {
  /// A history with one more purchase in it.
  ///
  /// - Parameters:
  ///   - purchase: made at any time up to now.
  ///   - knownFirst: the first of those that were reported one by one, which may be the first of all.
  init(_ history: Purchases?, and purchase: StoredPurchase, knownFirst: StoredPurchase?, now: Instant) {
    let daysAgo = max(0, now.secondsSince1970 - purchase.at) / 86_400
    guard let history, history.count > 0 else {
      self.init(count: 1, firstDaysAgo: daysAgo, lastDaysAgo: daysAgo)
      return
    }
    // The mean is that of the repeat purchases, all but the first.
    var added: Double? = purchase.value
    if daysAgo > history.firstDaysAgo {
      // It is the first now; the one that was becomes a repeat, with its value where that is known.
      let isKnown = knownFirst.map { abs((now.secondsSince1970 - $0.at) / 86_400 - history.firstDaysAgo) < 1e-3 }
      added = isKnown == true ? knownFirst?.value : nil
    }
    let repeats = Double(history.count - 1)
    let mean = history.averageValue
    self.init(
      count: history.count + 1, firstDaysAgo: max(history.firstDaysAgo, daysAgo),
      lastDaysAgo: min(history.lastDaysAgo, daysAgo),
      averageValue: added.map { value in
        // Where the mean so far is not known, it is taken to be what is known now.
        repeats > 0 ? ((mean ?? value) * repeats + value) / (repeats + 1) : value
      } ?? mean)
  }
}
