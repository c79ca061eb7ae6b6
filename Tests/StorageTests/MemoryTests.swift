import Storage
import Testing

/// Decisions, contacts and outcomes, operation by operation.
@Suite("A store's memory")
struct MemoryTests {
  private let subject = TicketSubject(customer: "c-1", topic: "t", story: "s", channel: "phone", isLoud: true)

  @Test("keeps every decision on a ticket, and finds it by id, ticket and customer", arguments: StoreFactory.all)
  func decisions(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      try store.transact { transaction throws in
        _ = try transaction.insert(Samples.ticket("T-1", subject: subject))
        _ = try transaction.insert(Samples.ticket("T-2"))
        try transaction.rescore(number: 1, Samples.change(decision: 2, subject: subject))
        try transaction.rescore(number: 1, Samples.change(decision: 1, subject: TicketSubject(customer: "c-2")))
        let first = try #require(try transaction.decisions(ofTicket: 1).last)
        let second = try #require(try transaction.decision(id: Samples.decisionID(2)))
        let ticket = Samples.ticket("T-1")
        #expect(
          first
            == StoredDecision(
              id: ticket.decisionID, number: 1, ticket: "T-1", customer: "c-1", decidedAt: ticket.decidedAt,
              request: ticket.request, known: nil, decision: ticket.decision))
        #expect(second.known == [3] && second.customer == "c-1" && second.ticket == "T-1")
        let newest = try #require(try transaction.decision(id: Samples.decisionID(1)))
        #expect(newest.customer == "c-2", "of two with one id the newest")
        #expect(try transaction.decisions(ofTicket: 1) == [newest, second, first])
        #expect(try transaction.decisions(ofCustomer: "c-1", limit: 9) == [second, first], "whose ticket it was")
        #expect(try transaction.decisions(ofCustomer: "c-1", limit: 1) == [second])
        #expect(try transaction.decisions(ofCustomer: "c-2", limit: 9) == [newest])
        #expect(try transaction.decision(id: [1]) == nil)
        try transaction.finish(number: 1, as: .abandoned, at: 5)
        #expect(try transaction.prune(finishedBefore: 6, limit: 9) == 1)
        #expect(try transaction.decisions(ofTicket: 1) == [newest, second, first], "they outlive their ticket")
        #expect(try transaction.decisions(ofCustomer: "c-1", limit: 9) == [second, first])
      }
    }
  }

  @Test("keeps a contact for each ticket, before and after that is pruned", arguments: StoreFactory.all)
  func contacts(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      try store.transact { transaction throws in
        for number: Int64 in 1...3 {
          _ = try transaction.insert(Samples.ticket("T-\(number)", arrivedAt: Double(number), subject: subject))
        }
        func states() throws -> [TicketState] {
          try transaction.contacts(ofCustomer: "c-1", since: 0, limit: 9).map(\.state)
        }
        try transaction.lease(number: 1, agent: "a", fence: 1, at: 4, until: 9)
        #expect(try states() == [.waiting, .waiting, .leased], "the newest first")
        try transaction.finish(number: 1, as: .done, at: 5)
        try transaction.finish(number: 2, as: .abandoned, at: 5)
        let outcome = StoredOutcome(isFounded: true, isResolved: false, satisfaction: 0.25, sentiment: -1, at: 6)
        try transaction.putOutcome(StoredOutcome(isAbuse: true, at: 5), ofTicket: 1)
        try transaction.putOutcome(outcome, ofTicket: 1)
        let expected = StoredContact(
          number: 1, ticket: "T-1", customer: "c-1", topic: "t", story: "s", channel: "phone", at: 1, isLoud: true,
          state: .done, outcome: outcome)
        #expect(try transaction.contact(ticket: "T-1") == expected)
        #expect(try transaction.prune(finishedBefore: 9, limit: 9) == 2)
        #expect(try transaction.contact(ticket: "T-1") == expected)
        #expect(try states() == [.waiting, .abandoned, .done])
        #expect(try transaction.contacts(ofCustomer: "c-1", since: 2, limit: 9).map(\.number) == [3, 2])
        #expect(try transaction.contacts(ofCustomer: "c-1", since: 0, limit: 1).map(\.number) == [3])
        let later = StoredOutcome(isAbuse: true, at: 7)
        try transaction.putOutcome(later, ofTicket: 2)
        #expect(try transaction.contact(ticket: "T-2")?.outcome == later, "an outcome may come late")
        #expect(kindOfError { try transaction.putOutcome(later, ofTicket: 4) } == .conflict)
        var all: [Int64] = []
        try transaction.eachContact(from: 1, until: 3) { all.append($0.number) }
        #expect(all == [1, 2])
        #expect(try transaction.insert(Samples.ticket("T-1")) == 4)
        #expect(try transaction.contact(ticket: "T-1")?.number == 4, "an id that is used again is the latest's")
      }
    }
  }

  @Test("knows which tickets wait or are leased by customer, topic and story", arguments: StoreFactory.all)
  func openTickets(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      try store.transact { transaction throws in
        for number: Int64 in 1...5 { _ = try transaction.insert(Samples.ticket("T-\(number)", subject: subject)) }
        _ = try transaction.insert(Samples.ticket("T-6"))
        try transaction.lease(number: 4, agent: "a", fence: 1, at: 4, until: 9)
        try transaction.finish(number: 3, as: .abandoned, at: 5)
        try transaction.rescore(number: 5, Samples.change())
        #expect(try transaction.openTickets(ofCustomer: "c-1") == [1, 2, 4])
        #expect(try transaction.openTickets(onTopic: "t", after: 0, limit: 2) == [1, 2])
        #expect(try transaction.openTickets(onTopic: "t", after: 2, limit: 2) == [4])
        #expect(try transaction.openTickets(aboutStory: "s", after: 1, limit: 9) == [2, 4])
        #expect(try transaction.openTickets(onTopic: "T", after: 0, limit: 9) == [])
        try transaction.rescore(number: 6, Samples.change(subject: subject))
        #expect(try transaction.openTickets(ofCustomer: "c-1") == [1, 2, 4, 6])
      }
    }
  }

  @Test("is pruned by age, but for what stored tickets stand by", arguments: StoreFactory.all)
  func prune(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      try store.transact { transaction throws in
        for number: Int64 in 1...3 {
          _ = try transaction.insert(Samples.ticket("T-\(number)", arrivedAt: Double(number), subject: subject))
        }
        try transaction.rescore(number: 1, Samples.change(decision: 9, subject: subject))
        for number: Int64 in 2...3 { try transaction.finish(number: number, as: .abandoned, at: 5) }
        #expect(try transaction.pruneMemory(before: 9, limit: 9) == 1, "what a ticket stood by before")
        #expect(try transaction.decisions(ofTicket: 1).map(\.id) == [Samples.decisionID(9)])
        #expect(try transaction.ticket(number: 2)?.decision == Samples.ticket("").decision)
        #expect(try transaction.contact(ticket: "T-2") != nil)
        #expect(try transaction.prune(finishedBefore: 9, limit: 9) == 2)
        #expect(try transaction.pruneMemory(before: 3, limit: 9) == 1)
        #expect(try transaction.contact(ticket: "T-2") == nil)
        #expect(try transaction.contact(ticket: "T-3") != nil, "it came at 3")
        #expect(try transaction.decisions(ofTicket: 3).count == 1)
        #expect(try transaction.pruneMemory(before: 9, limit: 0) == 0)
        #expect(try transaction.pruneMemory(before: .infinity, limit: 9) == 1)
        #expect(try transaction.contacts(ofCustomer: "c-1", since: 0, limit: 9).map(\.number) == [1])
        try transaction.finish(number: 1, as: .abandoned, at: 5)
        #expect(try transaction.prune(finishedBefore: 9, limit: 9) == 1)
        #expect(try transaction.pruneMemory(before: 9, limit: 9) == 0, "the last decision was made later")
        #expect(try transaction.contact(ticket: "T-1") != nil, "by which it is found by its customer")
        #expect(try transaction.decisions(ofCustomer: "c-1", limit: 9).count == 1)
        #expect(try transaction.pruneMemory(before: .infinity, limit: 9) == 1)
        #expect(try transaction.contact(ticket: "T-1") == nil)
      }
    }
  }

  @Test("refuses values that cannot be stored, and the transaction goes on", arguments: StoreFactory.all)
  func unstorable(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      try store.transact { transaction throws in
        let topic = TicketSubject(topic: "\0")
        #expect(kindOfError { _ = try transaction.insert(Samples.ticket("T-1", subject: topic)) } == .unstorable)
        var ticket = Samples.ticket("T-1")
        ticket.decidedAt = .nan
        #expect(kindOfError { _ = try transaction.insert(ticket) } == .unstorable)
        ticket.decidedAt = 1
        ticket.decisionID = [1]
        #expect(kindOfError { _ = try transaction.insert(ticket) } == .unstorable)
        #expect(try transaction.insert(Samples.ticket("T-1")) == 1, "nothing of it stayed")
        #expect(kindOfError { try transaction.rescore(number: 1, Samples.change(subject: topic)) } == .unstorable)
        var change = Samples.change()
        change.decidedAt = .nan
        #expect(kindOfError { try transaction.rescore(number: 1, change) } == .unstorable)
        let outcome = StoredOutcome(sentiment: .nan, at: 1)
        #expect(kindOfError { try transaction.putOutcome(outcome, ofTicket: 1) } == .unstorable)
        #expect(try transaction.ticket(number: 1)?.version == 1)
        #expect(try transaction.openTickets(ofCustomer: "\0") == [])
        #expect(try transaction.contact(ticket: "T-1\0") == nil)
      }
    }
  }
}
