import HTTPWire
import Storage

/// All that is stored of a customer goes.
struct EraseCommand: QueueCommand {
  let id: String
  /// The tickets that are not over, scored without their customer.
  let tickets: [RescoreCommand]

  func apply(_ context: inout QueueContext, _ transaction: any StoreTransaction) throws -> Answer? {
    guard try tickets.map(\.number) == transaction.openTickets(ofCustomer: id).sorted(), try areAsBefore(transaction)
    else { return Answer(.changedMeanwhile("the customer's tickets were changed meanwhile; try again")) }
    let identities = try transaction.customer(id: id).map { try transaction.identities(ofCustomer: $0.number) } ?? []
    for ticket in tickets { _ = try ticket.apply(&context, transaction) }
    guard try transaction.eraseCustomer(id: id) || !tickets.isEmpty else { return Answer(.unknownCustomer) }
    context.forget(customer: id)
    for identity in identities { context.effects.append(.identity(identity.text)) }
    context.effects += [.storiesWithoutAuthor(customer: id), .scrub]
    return Answer(head: ResponseHead(.noContent), body: [])
  }

  private func areAsBefore(_ transaction: any StoreTransaction) throws -> Bool {
    try tickets.allSatisfy { try transaction.ticket(number: $0.number)?.version == $0.version }
  }
}
