import Queueing
import Storage
import Testing

/// What is asked of many tickets at once, and what is stored beside them.
@Suite("A store")
struct StoreQueryTests {
  @Test("tells the line lane by lane, in the order of key and number", arguments: StoreFactory.all)
  func line(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      let later = Lane(desk: "general", tier: "standard", promiseSeconds: 7200)
      let arrivals: [(Lane, Double)] = [
        (Samples.standard, 30), (Samples.urgent, 20), (later, 10), (Samples.standard, 10), (Samples.standard, 30),
      ]
      try store.transact { transaction throws in
        for (index, (lane, arrivedAt)) in arrivals.enumerated() {
          _ = try transaction.insert(
            Samples.ticket("T-\(index)", lane: lane, arrivedAt: arrivedAt, headStartSeconds: 0))
        }
      }
      let places = try store.read { try $0.places() }
      let lanes = places.map(\.lane)
      #expect(Set(lanes).count == 3)
      #expect(zip(lanes, lanes.dropFirst()).count { $0 != $1 } == 2, "each lane's tickets are together")
      let standard = places.filter { $0.lane == Samples.standard }
      #expect(standard.map(\.number) == [4, 1, 5])
      #expect(standard.map(\.key) == [10, 30, 30])
      #expect(places.filter { $0.lane == later }.map(\.number) == [3], "another promise is another lane")
    }
  }

  @Test("tells estimators who was served and who gave up", arguments: StoreFactory.all)
  func estimators(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      try store.transact { transaction throws in
        for number in 1...6 { _ = try transaction.insert(Samples.ticket("T-\(number)", arrivedAt: Double(number))) }
        // 1 was served before the window, 2 done within, 3 is being served, 4 was given back, 5 and 6 gave up.
        for (index, at) in [(1, 50.0), (3, 120), (4, 125), (2, 130)].enumerated() {
          try transaction.lease(number: Int64(at.0), agent: "a-\(at.0)", fence: Int64(index + 1), at: at.1, until: 999)
        }
        try transaction.finish(number: 1, as: .done, at: 150)
        try transaction.finish(number: 2, as: .done, at: 140)
        try transaction.release(number: 4)
        try transaction.finish(number: 5, as: .abandoned, at: 99)
        try transaction.finish(number: 6, as: .abandoned, at: 100)
      }
      try store.read { reading throws in
        let served = try reading.served(since: 100)
        #expect(served.map(\.number) == [3, 2], "in the order in which they were taken")
        #expect(
          served.last
            == ServedTicket(
              number: 2, lane: Samples.standard, arrivedAt: 2, forecast: Samples.ticket("").forecast, agent: "a-2",
              leasedAt: 130, finishedAt: 140, attempts: 1))
        #expect(served.first?.finishedAt == nil)
        #expect(try reading.served(since: 0).map(\.number) == [1, 3, 2])
        #expect(
          try reading.abandoned(since: 100) == [
            AbandonedTicket(number: 6, lane: Samples.standard, arrivedAt: 6, abandonedAt: 100)
          ])
        #expect(try reading.abandoned(since: 0).map(\.number) == [5, 6])
      }
    }
  }

  @Test("remembers what became of a request's key, once", arguments: StoreFactory.all)
  func idempotencyKeys(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      try store.transact { transaction throws in
        let number = try transaction.insert(Samples.ticket("T-1"))
        try transaction.remember(idempotencyKey: "k", number: number, digest: [1, 2], at: 1)
        let again = kindOfError { try transaction.remember(idempotencyKey: "k", number: 1, digest: [3], at: 2) }
        #expect(again == .conflict)
      }
      try store.read { reading throws in
        #expect(try reading.request(idempotencyKey: "k") == RememberedRequest(number: 1, digest: [1, 2]))
        #expect(try reading.request(idempotencyKey: "K") == nil)
      }
    }
  }

  @Test("keeps agents by id", arguments: StoreFactory.all)
  func agents(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      let first = StoredAgent(id: "ä-1", state: "available", desks: ["b", "a\",\n☎️"], seenAt: 10.5)
      let second = StoredAgent(id: "a-2", state: "away", desks: [], seenAt: 11)
      try store.transact { transaction throws in
        try transaction.put(StoredAgent(id: first.id, state: "busy", desks: ["x"], seenAt: 1))
        try transaction.put(second)
        try transaction.put(first)
      }
      #expect(try store.read { try $0.agents() } == [second, first])
      try store.transact { transaction throws in
        try transaction.removeAgent(id: "a-2")
        try transaction.removeAgent(id: "nobody")
      }
      #expect(try store.read { try $0.agents() } == [first])
    }
  }

  @Test("prunes finished tickets, the oldest first, with their keys and nothing else", arguments: StoreFactory.all)
  func prune(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      try store.transact { transaction throws in
        for number: Int64 in 1...6 {
          _ = try transaction.insert(Samples.ticket("T-\(number)"))
          try transaction.remember(idempotencyKey: "k-\(number)", number: number, digest: [], at: 1)
        }
        try transaction.lease(number: 6, agent: "a", fence: 9, at: 1, until: 2)
        try transaction.finish(number: 6, as: .done, at: 10)
        for number: Int64 in 1...4 { try transaction.finish(number: number, as: .abandoned, at: Double(40 - number)) }
      }
      let pruned = try store.transact {
        [try $0.prune(finishedBefore: 38, limit: 2), try $0.prune(finishedBefore: 38, limit: 2)]
      }
      #expect(pruned == [2, 1], "6, 4 and 3 finished before 38; 2 at 38")
      try store.transact { transaction throws in
        #expect(try transaction.tickets(numbers: Array(1...6)).map(\.number) == [1, 2, 5])
        let keys = try (1...6).filter { try transaction.request(idempotencyKey: "k-\($0)") != nil }
        #expect(keys == [1, 2, 5])
        #expect(try transaction.counts() == TicketCounts(waiting: 1, done: 1, abandoned: 4), "counts are of all ever")
        #expect(try transaction.lastFence() == 9)
        #expect(try transaction.insert(Samples.ticket("T-6")) == 7, "the id is free again, the number is not")
      }
    }
  }

  @Test(
    "gives no number or fence twice after the greatest were pruned and it was opened again", arguments: StoreFactory.all
  )
  func monotoneAcrossReopening(_ factory: StoreFactory) throws {
    try factory.withFolder { folder in
      for round: Int64 in 1...5 {
        let store = try factory.open(folder)
        defer { store.close() }
        try store.transact { transaction throws in
          #expect(try transaction.lastFence() == round - 1)
          let number = try transaction.insert(Samples.ticket("T"))
          #expect(number == round)
          let stale = kindOfError {
            try transaction.lease(number: number, agent: "a", fence: round - 1, at: 1, until: 2)
          }
          #expect(stale == .conflict)
          try transaction.lease(number: number, agent: "a", fence: round, at: 1, until: 2)
          try transaction.finish(number: number, as: .done, at: 3)
          #expect(try transaction.prune(finishedBefore: 4, limit: 10) == 1)
        }
      }
    }
  }
}
