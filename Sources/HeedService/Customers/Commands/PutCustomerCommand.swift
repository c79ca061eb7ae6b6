import HTTPWire
import Scoring
import Storage

/// A customer is stored, in place of what was known: `PUT /customers/{id}`.
struct PutCustomerCommand: CustomerCommand {
  let id: String
  let document: CustomerDocument
  /// The fields of the body that nobody knows.
  let warnings: [FieldProblem]
  let condition: String?
  let setting: CustomerSetting

  func apply(_ context: inout QueueContext, _ transaction: any StoreTransaction) throws -> Answer? {
    let writer = setting.writer(transaction)
    let before = try writer.known(id: id, context)
    if let refusal = refusal(before?.stored) { return refusal }
    if let problem = try writer.put(document, id: id, before: before, &context) { return Answer(problem) }
    return try answer(before == nil ? .created : .ok, transaction, context, warnings: warnings)
  }
}
