import Queueing
import Storage
import Testing

/// The life of a ticket, operation by operation.
@Suite("A stored ticket")
struct TicketLifeTests {
  @Test("is there with all its members, by id and by number", arguments: StoreFactory.all)
  func insert(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      let tickets = ["T-1", "", "Ünïcødé-☎️", "e\u{301}", "\u{e9}", "'; DROP TABLE tickets; --"].map {
        Samples.ticket($0)
      }
      let numbers = try store.transact { transaction in try tickets.map { try transaction.insert($0) } }
      #expect(numbers == Array(1...6))
      try store.read { reading throws in
        for (ticket, number) in zip(tickets, numbers) {
          let expected = Samples.stored(ticket, number: number)
          #expect(try reading.ticket(id: ticket.id) == expected)
          #expect(try reading.ticket(number: number) == expected)
        }
        #expect(try reading.ticket(id: "T-2") == nil)
        #expect(try reading.ticket(number: 7) == nil)
        #expect(try reading.tickets(numbers: [3, 99, 1, 3]).map(\.number) == [3, 1, 3])
      }
    }
  }

  @Test("has no forecast where there was none", arguments: StoreFactory.all)
  func withoutForecast(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      var ticket = Samples.ticket("T-1")
      ticket.forecast = StoredForecast(p50Seconds: nil, p90Seconds: nil, position: nil, basis: "no-agent")
      let stored = try store.transact { try $0.ticket(number: $0.insert(ticket)) }
      #expect(stored == Samples.stored(ticket, number: 1))
    }
  }

  @Test("has an id of its own, in whatever state the other is", arguments: StoreFactory.all)
  func uniqueness(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      try store.transact { transaction throws in
        let number = try transaction.insert(Samples.ticket("T-1"))
        #expect(kindOfError { _ = try transaction.insert(Samples.ticket("T-1", lane: Samples.urgent)) } == .conflict)
        try transaction.finish(number: number, as: .abandoned, at: 5)
        #expect(kindOfError { _ = try transaction.insert(Samples.ticket("T-1")) } == .conflict)
        #expect(try transaction.insert(Samples.ticket("T-2")) == 2, "a refused ticket takes no number")
      }
      #expect(try store.read { try $0.counts() } == TicketCounts(waiting: 1, abandoned: 1))
    }
  }

  @Test("is leased, extended, released, leased again and done", arguments: StoreFactory.all)
  func life(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      let ticket = Samples.ticket("T-1")
      var expected = Samples.stored(ticket, number: 1)
      func check(_ reading: any TicketReading, leased: Int) throws {
        #expect(try reading.ticket(id: "T-1") == expected)
        #expect(try reading.places() == (expected.state == .waiting ? [expected.place] : []))
        #expect(try reading.leased() == (leased == 1 ? [expected] : []))
      }
      try store.transact { transaction throws in
        _ = try transaction.insert(ticket)
        try check(transaction, leased: 0)
        try transaction.lease(number: 1, agent: "a-1", fence: 11, at: 100, until: 160)
        (expected.state, expected.attempts) = (.leased, 1)
        expected.lease = StoredLease(agent: "a-1", fence: 11, leasedAt: 100, leasedUntil: 160)
        try check(transaction, leased: 1)
        #expect(try transaction.ticket(fence: 11) == expected)
        try transaction.extend(number: 1, until: 220.5)
        expected.lease?.leasedUntil = 220.5
        try check(transaction, leased: 1)
        try transaction.release(number: 1)
        (expected.state, expected.lease) = (.waiting, nil)
        try check(transaction, leased: 0)
        #expect(try transaction.ticket(fence: 11) == nil)
      }
      try store.transact { transaction throws in
        try transaction.lease(number: 1, agent: "a-2", fence: 12, at: 300, until: 360)
        try transaction.finish(number: 1, as: .done, at: 350)
      }
      (expected.state, expected.attempts, expected.finishedAt) = (.done, 2, 350)
      expected.lease = StoredLease(agent: "a-2", fence: 12, leasedAt: 300, leasedUntil: 360)
      try store.read { reading throws in
        try check(reading, leased: 0)
        #expect(try reading.ticket(fence: 12) == nil, "a finished ticket's lease is over")
        #expect(try reading.counts() == TicketCounts(done: 1))
        #expect(try reading.lastFence() == 12)
      }
    }
  }

  @Test("moves to another lane when it is scored again", arguments: StoreFactory.all)
  func rescore(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      let ticket = Samples.ticket("T-1")
      let change = Samples.change(Samples.urgent)
      var expected = Samples.stored(ticket, number: 1)
      (expected.lane, expected.headStartSeconds, expected.score) = (change.lane, change.headStartSeconds, change.score)
      (expected.request, expected.decision, expected.version) = (change.request, change.decision, 2)
      try store.transact { transaction throws in
        _ = try transaction.insert(ticket)
        try transaction.rescore(number: 1, change)
        #expect(try transaction.ticket(number: 1) == expected)
        #expect(try transaction.places() == [expected.place], "the key is the same to the last bit")
        try transaction.lease(number: 1, agent: "a-1", fence: 1, at: 1, until: 2)
        try transaction.rescore(number: 1, Samples.change(Samples.standard))
        #expect(try transaction.ticket(number: 1)?.version == 3)
        try transaction.finish(number: 1, as: .done, at: 3)
        #expect(kindOfError { try transaction.rescore(number: 1, change) } == .conflict)
      }
    }
  }

  @Test("refuses what its state does not allow, and the transaction goes on", arguments: StoreFactory.all)
  func conflicts(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      try store.transact { transaction throws in
        _ = try transaction.insert(Samples.ticket("T-1"))
        #expect(kindOfError { try transaction.finish(number: 1, as: .done, at: 1) } == .conflict)
        #expect(kindOfError { try transaction.extend(number: 1, until: 1) } == .conflict)
        #expect(kindOfError { try transaction.release(number: 1) } == .conflict)
        #expect(kindOfError { try transaction.release(number: 2) } == .conflict)
        try transaction.lease(number: 1, agent: "a", fence: 5, at: 1, until: 2)
        #expect(kindOfError { try transaction.lease(number: 1, agent: "b", fence: 6, at: 1, until: 2) } == .conflict)
        try transaction.finish(number: 1, as: .abandoned, at: 3)
        #expect(kindOfError { try transaction.finish(number: 1, as: .abandoned, at: 3) } == .conflict)
        _ = try transaction.insert(Samples.ticket("T-2"))
        for stale: Int64 in [-1, 0, 4, 5] {
          let kind = kindOfError { try transaction.lease(number: 2, agent: "b", fence: stale, at: 1, until: 2) }
          #expect(kind == .conflict, "fence \(stale) was given out before, or is below one that was")
        }
      }
      #expect(try store.read { try $0.counts() } == TicketCounts(waiting: 1, abandoned: 1))
      #expect(try store.read { try $0.ticket(number: 1)?.lease?.agent } == "a", "the last lease stays with it")
    }
  }

  @Test("refuses values that cannot be stored, and the transaction goes on", arguments: StoreFactory.all)
  func unstorable(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      try store.transact { transaction throws in
        #expect(kindOfError { _ = try transaction.insert(Samples.ticket("T\0-1")) } == .unstorable)
        #expect(kindOfError { _ = try transaction.insert(Samples.ticket("T-1", arrivedAt: .nan)) } == .unstorable)
        #expect(try transaction.insert(Samples.ticket("T")) == 1)
        #expect(try transaction.ticket(id: "T\0-1") == nil)
        #expect(
          kindOfError { try transaction.lease(number: 1, agent: "a", fence: 1, at: .nan, until: 2) } == .unstorable)
        #expect(
          kindOfError { try transaction.remember(idempotencyKey: "\0", number: 1, digest: [], at: 1) } == .unstorable)
        #expect(
          kindOfError { try transaction.put(StoredAgent(id: "a\0", state: "", desks: [], seenAt: 0)) } == .unstorable)
      }
      #expect(try store.read { try $0.counts() } == TicketCounts(waiting: 1))
    }
  }
}
