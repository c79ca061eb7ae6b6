import HTTPWire
import Scoring
import Storage

/// Some of a customer is changed: `PATCH /customers/{id}`, a merge patch (RFC 7396) of what `GET` shows.
struct PatchCustomerCommand: CustomerCommand {
  let id: String
  /// The patch.
  let body: [UInt8]
  let condition: String?
  let setting: CustomerSetting

  func apply(_ context: inout QueueContext, _ transaction: any StoreTransaction) throws -> Answer? {
    let writer = setting.writer(transaction)
    guard let before = try writer.known(id: id, context) else { return Answer(.unknownCustomer) }
    if let refusal = refusal(before.stored) { return refusal }
    do {
      var known = before.document
      known.age(bySeconds: setting.now.secondsSince1970 - before.stored.updatedAt)
      let document = try context.decoder.document(known, patchedWith: body)
      let warnings = context.decoder.warnings
      if let problem = try writer.put(document, id: id, before: before, &context) { return Answer(problem) }
      return try answer(.ok, transaction, context, warnings: warnings)
    } catch let refused as RefusedBody {
      return Answer(refused.problem)
    }
  }
}
