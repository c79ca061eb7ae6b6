import Scoring

/// What is stored of a customer, ready to be put beside a request. One of whom nothing is stored but earlier contacts, or
/// nothing at all, is one too, so that this need not be looked up again.
final class KnownCustomer: Sendable {
  let id: String
  /// 0 where no profile is stored.
  let version: Int64
  /// As of when the profile is.
  let asOf: Instant
  let customer: Customer
  let social: SocialSignals
  /// Earlier contacts of the customer that did not settle their matter, the newest first.
  let contacts: [OpenContact]
  /// All of this as it is kept with decisions: members of an object in JSON, without its braces.
  let members: [UInt8]
  /// Differs where anything of this does, as far as a hash can tell.
  let digest: UInt64

  init(
    id: String, version: Int64, asOf: Instant, customer: Customer, social: SocialSignals, contacts: [OpenContact],
    members: [UInt8]
  ) {
    self.id = id
    self.version = version
    self.asOf = asOf
    self.customer = customer
    self.social = social
    self.contacts = contacts
    self.members = members
    digest = members.withUnsafeBytes { DecisionID(request: $0, seed: UInt64(bitPattern: version)).low }
  }

  var isStored: Bool { version > 0 }

  /// An earlier contact that did not settle its matter.
  struct OpenContact: Equatable {
    let ticket: String
    let topic: String
    let at: Double
  }

  /// How many contacts on a topic are open that came after `since`, and before a ticket where that is one of them.
  func openContacts(on topic: String, before ticket: some Sequence<UInt8>, since: Double) -> Int {
    let itself = contacts.firstIndex { $0.ticket.utf8.elementsEqual(ticket) }
    return contacts[(itself.map { $0 + 1 } ?? 0)...].count { $0.topic == topic && $0.at >= since }
  }
}
