import Storage
import Testing

/// What erasing a customer takes, and what it leaves.
@Suite("Erasing a customer")
struct ErasureTests {
  private let subject = TicketSubject(customer: "c-1", topic: "t", story: "s", channel: "phone", isLoud: true)

  @Test("takes profile, identities, accounts, counts and purchases", arguments: StoreFactory.all)
  func profile(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      try store.transact { transaction throws in
        let mail = CustomerIdentity(kind: "email", value: "a@b")
        for number: Int64 in 1...2 {
          _ = try transaction.putCustomer(id: "c-\(number)", profile: [1], at: 1)
          let account = StoredAccount(network: "x", handle: "h", facts: [], observedAt: 1, source: nil)
          try transaction.putAccount(account, ofCustomer: number)
          let count = ObservedCount(network: "x", handle: "h", followers: 1, observedAt: 1, source: nil)
          try transaction.record(count, ofCustomer: number, keep: 9)
          _ = try transaction.addPurchase(StoredPurchase(id: "p", at: 1, value: 1), ofCustomer: number)
        }
        try transaction.setIdentities([mail], ofCustomer: 2)
        #expect(try transaction.eraseCustomer(id: "c-2"))
        #expect(try transaction.customer(id: "c-2") == nil)
        #expect(try transaction.customer(identity: mail) == nil)
        #expect(try transaction.identities(ofCustomer: 2).isEmpty && transaction.accounts(ofCustomer: 2).isEmpty)
        #expect(try transaction.counts(ofCustomer: 2).isEmpty && transaction.purchases(ofCustomer: 2).isEmpty)
        #expect(try transaction.customerCount() == 1)
        #expect(try transaction.accounts(ofCustomer: 1).count == 1 && transaction.purchases(ofCustomer: 1).count == 1)
        #expect(try !transaction.eraseCustomer(id: "c-2"))
        #expect(try !transaction.eraseCustomer(id: "c-1\0"))
        #expect(try transaction.putCustomer(id: "c-2", profile: [], at: 1).number == 3, "its number is not given again")
        #expect(try transaction.customer(id: "c-2")?.version == 1)
      }
    }
  }

  @Test(
    "takes finished tickets, their keys and decisions, and leaves contacts without a name", arguments: StoreFactory.all)
  func finishedTickets(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      try store.transact { transaction throws in
        for number: Int64 in 1...3 {
          _ = try transaction.insert(
            Samples.ticket("T-\(number)", arrivedAt: 5, subject: number == 3 ? TicketSubject() : subject))
          try transaction.remember(idempotencyKey: "k-\(number)", number: number, digest: [], at: 1)
          try transaction.finish(number: number, as: .abandoned, at: Double(number))
        }
        let outcome = StoredOutcome(isFounded: true, at: 6)
        try transaction.putOutcome(outcome, ofTicket: 2)
        #expect(try transaction.prune(finishedBefore: 2, limit: 9) == 1)
        #expect(try transaction.eraseCustomer(id: "c-1"))
        #expect(try transaction.tickets(numbers: [1, 2, 3]).map(\.number) == [3])
        #expect(try transaction.request(idempotencyKey: "k-2") == nil)
        #expect(try transaction.request(idempotencyKey: "k-3") != nil)
        #expect(try transaction.decisions(ofTicket: 1).isEmpty && transaction.decisions(ofTicket: 2).isEmpty)
        #expect(try transaction.decisions(ofCustomer: "c-1", limit: 9).isEmpty)
        #expect(try transaction.contact(ticket: "T-2") == nil && transaction.contact(ticket: "") == nil)
        var contacts: [StoredContact] = []
        try transaction.eachContact(from: 0, until: 9) { contacts.append($0) }
        #expect(contacts.map(\.ticket) == ["", "", "T-3"])
        #expect(contacts.allSatisfy { $0.customer == nil && $0.story == nil })
        #expect(contacts[1].topic == "t" && contacts[1].isLoud && contacts[1].outcome == outcome)
        #expect(try transaction.counts() == TicketCounts(abandoned: 3))
        #expect(try transaction.insert(Samples.ticket("T-2")) == 4, "the id is free again")
        #expect(try !transaction.eraseCustomer(id: "c-1"))
      }
    }
  }

  @Test(
    "is refused while an open ticket names the customer, and leaves that what it says now", arguments: StoreFactory.all)
  func openTickets(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      try store.transact { transaction throws in
        _ = try transaction.putCustomer(id: "c-1", profile: [1], at: 1)
        for number: Int64 in 1...2 {
          _ = try transaction.insert(Samples.ticket("T-\(number)", subject: subject))
          try transaction.remember(idempotencyKey: "k-\(number)", number: number, digest: [], at: 1)
        }
        #expect(kindOfError { _ = try transaction.eraseCustomer(id: "c-1") } == .conflict)
        #expect(try transaction.customer(id: "c-1") != nil, "nothing was changed")
        try transaction.rescore(number: 1, Samples.change(decision: 8))
        try transaction.rescore(number: 2, Samples.change(decision: 9, subject: TicketSubject(customer: "c-2")))
        #expect(try transaction.eraseCustomer(id: "c-1"))
        #expect(try transaction.decisions(ofTicket: 1).map(\.id) == [Samples.decisionID(8)])
        #expect(try transaction.decisions(ofTicket: 2).map(\.id) == [Samples.decisionID(9)])
        #expect(try transaction.ticket(id: "T-1")?.request == [2], "it is served all the same")
        #expect(try transaction.request(idempotencyKey: "k-1") == nil)
        #expect(try transaction.request(idempotencyKey: "k-2") != nil, "that ticket is another's now")
        #expect(try transaction.contact(ticket: "T-1")?.state == .waiting)
        try transaction.finish(number: 1, as: .abandoned, at: 9)
        #expect(try !transaction.eraseCustomer(id: "c-1"))
        #expect(try transaction.ticket(number: 1) != nil, "it is nobody's")
      }
    }
  }

  @Test("leaves stories without author, text and address, and watches on", arguments: StoreFactory.all)
  func stories(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      var story = StoredStory(
        id: "s-1", postedAt: 1, time: 1, shares: 2, lastShareAt: 1, customer: "c-1", topic: "t", excerpt: "text",
        url: "https://example.org", sketch: [1])
      try store.transact { transaction throws in
        try transaction.putStory(story)
        #expect(try transaction.addShare(ofStory: "s-1", sharer: 5))
        #expect(try transaction.eraseCustomer(id: "c-1"))
        (story.customer, story.excerpt, story.url) = (nil, nil, nil)
        #expect(try transaction.story(id: "s-1") == story)
        #expect(try !transaction.addShare(ofStory: "s-1", sharer: 5))
      }
    }
  }
}
