import HTTPWire
import JSON
import Scoring
import Storage

/// What became of a ticket's matter: `POST /tickets/{ticket}/outcome`. Said again, it takes the place of what was said
/// before, and counts once in the customer's conduct.
struct OutcomeCommand: QueueCommand {
  let ticket: String
  let outcome: StoredOutcome
  let setting: CustomerSetting

  func apply(_ context: inout QueueContext, _ transaction: any StoreTransaction) throws -> Answer? {
    guard let contact = try transaction.contact(ticket: ticket) else { return Answer(.unknownTicket) }
    try transaction.putOutcome(outcome, ofTicket: contact.number)
    var conduct: Conduct?
    if let customer = contact.customer {
      conduct = try note(customer, before: contact.outcome, &context, transaction)
      context.forget(customer: customer)
    }
    return .json { json in
      json.object {
        json.key("ticket").string(ticket)
        json.key("outcome")
        outcome.write(to: json)
        if let customer = contact.customer { json.key("customer").string(customer) }
        if let conduct { json.key("conduct").conduct(conduct) }
      }
    }
  }

  /// What it changes in the customer's conduct, of which a record begins where there is none.
  private func note(
    _ customer: String, before: StoredOutcome?, _ context: inout QueueContext, _ transaction: any StoreTransaction
  ) throws -> Conduct? {
    let writer = setting.writer(transaction)
    let known = try writer.known(id: customer, context)
    var document = known?.document ?? CustomerDocument()
    var conduct = document.customer.conduct
    func change(_ isSo: (StoredOutcome) -> Bool) -> Int { (isSo(outcome) ? 1 : 0) - (before.map(isSo) == true ? 1 : 0) }
    conduct.foundedClaims = max(0, conduct.foundedClaims + change { $0.isFounded == true })
    conduct.unfoundedClaims = max(0, conduct.unfoundedClaims + change { $0.isFounded == false })
    let abuse = change { $0.isAbuse == true }
    if abuse != 0 { conduct.abuse = abuse > 0 }
    guard conduct != document.customer.conduct else { return known == nil ? nil : conduct }
    if let stored = known?.stored { document.age(bySeconds: setting.now.secondsSince1970 - stored.updatedAt) }
    document.customer.conduct = conduct
    // Nobody's identities change, so that nothing can be in the way.
    _ = try writer.put(document, id: customer, before: known, &context)
    return conduct
  }
}

extension StoredOutcome {
  func write(to json: JSONWriter) {
    json.object {
      json.key("claim").string(isFounded.map { $0 ? "founded" : "unfounded" } ?? "none")
      flag("company_fault", isCompanyFault, json)
      flag("resolved", isResolved, json)
      flag("abuse", isAbuse, json)
      if let satisfaction { json.key("satisfaction").number(satisfaction) }
      if let sentiment { json.key("sentiment_after").number(sentiment) }
      json.key("at").time(Int(at))
    }
  }

  private func flag(_ name: StaticString, _ value: Bool?, _ json: JSONWriter) {
    if let value { json.key(name).bool(value) }
  }
}
