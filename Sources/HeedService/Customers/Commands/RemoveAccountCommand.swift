import HTTPWire
import Storage

/// An account is a customer's no longer: `DELETE /customers/{id}/accounts/{network}/{handle}`.
struct RemoveAccountCommand: CustomerCommand {
  let id: String
  let identity: CustomerIdentity
  let condition: String?
  let setting: CustomerSetting

  func apply(_ context: inout QueueContext, _ transaction: any StoreTransaction) throws -> Answer? {
    guard let stored = try transaction.customer(id: id) else { return Answer(.unknownCustomer) }
    if let refusal = refusal(stored) { return refusal }
    guard
      try transaction.removeAccount(ofCustomer: stored.number, network: identity.kind, handle: identity.value)
    else { return Answer(Problem(kind: .notFound, status: 404, detail: "the customer has no such account")) }
    let others = try transaction.identities(ofCustomer: stored.number).filter { $0 != identity }
    try transaction.setIdentities(others, ofCustomer: stored.number)
    try transaction.touchCustomer(number: stored.number)
    setting.writer(transaction).note(id: id, identities: [identity], &context)
    return Answer(head: ResponseHead(.noContent), body: [])
  }
}
