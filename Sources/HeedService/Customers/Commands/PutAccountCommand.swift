import HTTPWire
import Scoring
import Storage

/// An account of a customer was observed: `PUT /customers/{id}/accounts/{network}/{handle}`.
struct PutAccountCommand: CustomerCommand {
  let id: String
  let known: CustomerDocument.KnownAccount
  let condition: String?
  let setting: CustomerSetting

  func apply(_ context: inout QueueContext, _ transaction: any StoreTransaction) throws -> Answer? {
    if let refusal = refusal(try transaction.customer(id: id)) { return refusal }
    if let problem = try setting.writer(transaction).put(known, ofCustomer: id, &context) { return Answer(problem) }
    return try answer(.ok, transaction, context)
  }
}
