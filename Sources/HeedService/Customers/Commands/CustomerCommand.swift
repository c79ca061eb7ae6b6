import HTTPWire
import Scoring
import Storage

/// A change of one customer.
protocol CustomerCommand: QueueCommand {
  var id: String { get }
  /// The field `If-Match`, if there is one.
  var condition: String? { get }
}

/// When a change was told, and what its numbers are judged by.
struct CustomerSetting: Sendable {
  let now: Instant
  let zeroCounts: ZeroCountGuard
  let keptCounts: Int

  func writer(_ transaction: any StoreTransaction) -> CustomerWriter {
    CustomerWriter(transaction: transaction, now: now, zeroCounts: zeroCounts, keptCounts: keptCounts)
  }
}

extension CustomerCommand {
  /// The answer where somebody else has changed the customer, whom `If-Match` says to be as before.
  func refusal(_ stored: StoredCustomer?) -> Answer? {
    guard let condition else { return nil }
    if let stored, TicketTag.matches(condition, version: stored.version) { return nil }
    let state = stored.map { "is in version \($0.version), which If-Match does not name" } ?? "is not stored"
    return Answer(.changedMeanwhile("the customer \(state)"))
  }

  /// The customer as it is now.
  func answer(
    _ status: Status, _ transaction: any StoreTransaction, _ context: QueueContext, warnings: [FieldProblem] = []
  ) throws -> Answer {
    guard let stored = try transaction.customer(id: id) else { return Answer(.unknownCustomer) }
    let document = try context.decoder.document(stored, from: transaction)
    var answer = Answer.customer(stored, document, status, warnings: warnings)
    if status == .created { answer.head.fields.append(ResponseField("Location", CustomerPath.of(id))) }
    return answer
  }
}
