import Queueing
import Scoring
import Storage
import TestSupport
import Testing

@testable import HeedService

@Suite("What is known of a customer")
struct KnownCustomerTests {
  private static func known(
    version: Int64 = 1, members: String = "", _ contacts: [(ticket: String, topic: String, at: Double)] = []
  ) -> KnownCustomer {
    KnownCustomer(
      id: "c", version: version, asOf: Instant(secondsSince1970: 0), customer: Customer(), social: SocialSignals(),
      contacts: contacts.map { KnownCustomer.OpenContact(ticket: $0.ticket, topic: $0.topic, at: $0.at) },
      members: Array(members.utf8))
  }

  @Test("Contacts count that came before a ticket, on its topic, and not too long ago")
  func openContacts() {
    let customer = Self.known([("c", "x", 300), ("b", "y", 200), ("a", "x", 100)])
    func count(_ topic: String, before ticket: String, since: Double = 0) -> Int {
      customer.openContacts(on: topic, before: ticket.utf8, since: since)
    }
    #expect(count("x", before: "new") == 2 && count("y", before: "new") == 1 && count("z", before: "new") == 0)
    #expect(count("x", before: "c") == 1 && count("x", before: "b") == 1 && count("x", before: "a") == 0)
    #expect(count("x", before: "new", since: 101) == 1 && count("x", before: "new", since: 301) == 0)
  }

  @Test("The digest tells customers apart by what is known of them and its version")
  func digest() {
    let members = (1...2).map { #""customer":{"tenure_days":\#($0)},"social":{},"as_of":"2026-11-22T07:00:00Z""# }
    #expect(Self.known(members: members[0]).digest == Self.known(members: members[0]).digest)
    let others = [(0, Int64(1)), (1, 1), (0, 2)].map { Self.known(version: $0.1, members: members[$0.0]).digest }
    #expect(Set(others).count == 3)
    #expect(!Self.known(version: 0).isStored)
  }

  @Test(
    "A matter is open unless somebody said that it is settled, or an agent was done with it",
    arguments: [
      (TicketState.waiting, nil as Bool?, true), (.leased, nil, true), (.abandoned, nil, true), (.done, nil, false),
      (.waiting, true, false), (.abandoned, true, false), (.done, false, true), (.done, true, false),
    ])
  func isOpen(_ state: TicketState, _ isResolved: Bool?, _ isOpen: Bool) {
    let contact = StoredContact(
      number: 1, ticket: "T", customer: "c", topic: "x", story: nil, channel: nil, at: 0, isLoud: false, state: state,
      outcome: isResolved.map { StoredOutcome(isResolved: $0, at: 0) })
    #expect(contact.isOpen == isOpen)
  }

  @Test("A customer is read from the store as it was told, with accounts and open contacts")
  func loader() throws {
    let folder = try TemporaryFolder()
    let store = try SQLiteStore(folder: folder.path("data"))
    defer { store.close() }
    var document = CustomerDocument()
    document.customer = Customer(lifetimeValue: 9, tenureDays: 100, loyaltyLevel: "gold")
    document.consent = true
    document.declared = Declaration(followers: 7, by: "ada", at: nil)
    try store.transact { transaction in
      let stored = try transaction.putCustomer(id: "c", profile: document.profile, at: 1000)
      try transaction.putAccount(
        StoredAccount(
          network: "x", handle: "ann", facts: Array(#"{"network":"x","followers":5}"#.utf8), observedAt: 900,
          source: nil),
        ofCustomer: stored.number)
      var ticket = NewTicket.waiting("T", Lane(desk: "d", tier: "t", promiseSeconds: 60))
      ticket.subject = TicketSubject(customer: "c", topic: "billing")
      ticket.arrivedAt = 500
      _ = try transaction.insert(ticket)
    }
    let loader = CustomerLoader()
    let known = try store.read { try loader.load(id: "c", contactsSince: 0, from: $0) }
    #expect(known.customer == document.customer && known.social.consent == true)
    #expect(known.social.declared == document.declared && known.social.accounts.map(\.followers) == [5])
    #expect(known.isStored && known.asOf == Instant(secondsSince1970: 1000))
    #expect(known.contacts == [KnownCustomer.OpenContact(ticket: "T", topic: "billing", at: 500)])
    let members = try JSONTree(json: Array("{".utf8) + known.members + Array("}".utf8))
    #expect(members["customer"]["tenure_days"] == .number(100) && members["open_contacts"].array?.count == 1)
    let nobody = try store.read { try loader.load(id: "d", contactsSince: 0, from: $0) }
    #expect(!nobody.isStored && nobody.members.isEmpty && nobody.contacts.isEmpty)
    #expect(try store.read { try loader.load(id: "c", contactsSince: 501, from: $0) }.contacts.isEmpty)
  }
}
