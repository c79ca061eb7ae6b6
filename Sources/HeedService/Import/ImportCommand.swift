import HTTPWire
import Scoring
import Storage

/// Customers as the rows of a file tell of them: what is told is put over what is known, and rows that tell nothing new
/// change nothing.
struct ImportCommand: QueueCommand {
  let customers: [ImportedCustomer]
  let takenIdentities: ImportMapping.TakenIdentities
  /// As of when the rows are that do not say so, in seconds since 1970.
  let asOf: Double
  let setting: CustomerSetting
  /// Is given what became of them.
  let result: Handover<ImportResult>

  func apply(_ context: inout QueueContext, _ transaction: any StoreTransaction) throws -> Answer? {
    let writer = setting.writer(transaction)
    var result = ImportResult()
    for customer in customers {
      result.warnings += customer.warnings.map { RefusedRow(line: customer.line, detail: $0) }
      do {
        if let problem = try take(customer, writer, &context, &result) {
          result.refused.append(RefusedRow(line: customer.line, detail: problem.detail))
        }
      } catch let error as StorageError where error.isRefusal {
        result.refused.append(RefusedRow(line: customer.line, detail: error.detail))
      }
    }
    self.result.value = result
    return Answer(head: ResponseHead(.noContent), body: [])
  }

  private func take(
    _ row: ImportedCustomer, _ writer: CustomerWriter, _ context: inout QueueContext, _ result: inout ImportResult
  ) throws -> Problem? {
    var news = row.document
    if takenIdentities == .ignore { try leaveOut(&news, row, writer.transaction, &result) }
    let before = try writer.known(id: row.id, context)
    var document = news
    if let before {
      var known = before.document
      known.age(bySeconds: setting.now.secondsSince1970 - before.stored.updatedAt)
      document = known
      document.merge(news)
      let knownAsOf = known.customer.observedAt?.secondsSince1970 ?? before.stored.updatedAt
      if document.tellsNothingNew(beside: known, asOf: asOf, knownAsOf: knownAsOf) {
        result.unchanged += 1
        return nil
      }
    }
    if document.identities.count > CustomerDocument.mostIdentities {
      return Problem([
        FieldProblem(
          pointer: "/identities", detail: "expected at most \(CustomerDocument.mostIdentities) identities in all")
      ])
    }
    if let problem = try writer.put(document, id: row.id, before: before, &context) { return problem }
    result.accepted += 1
    return nil
  }

  /// Takes out of a row the identities that are other customers'.
  private func leaveOut(
    _ document: inout CustomerDocument, _ row: ImportedCustomer, _ transaction: any StoreTransaction,
    _ result: inout ImportResult
  ) throws {
    try document.identities.removeAll { identity in
      guard let owner = try transaction.customer(identity: identity), owner.id != row.id else { return false }
      result.warnings.append(
        RefusedRow(line: row.line, detail: "\(identity.text) is the customer \(owner.id)'s; left out"))
      return true
    }
  }
}
