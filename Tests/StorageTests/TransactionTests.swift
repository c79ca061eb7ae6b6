import Dispatch
import Queueing
import Storage
import Testing

/// All or nothing, and for good.
@Suite("A transaction")
struct TransactionTests {
  @Test("leaves nothing when it throws, whatever it did", arguments: StoreFactory.all)
  func rollback(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      try store.transact { transaction throws in
        _ = try transaction.insert(Samples.ticket("T-1"))
        _ = try transaction.insert(Samples.ticket("T-2"))
        try transaction.lease(number: 2, agent: "a", fence: 1, at: 1, until: 2)
        try transaction.put(StoredAgent(id: "a", state: "busy", desks: ["d"], seenAt: 1))
      }
      let before = try store.read { StoreState(try $0.tickets(numbers: [1, 2]), try $0.agents(), try $0.counts()) }
      #expect(throws: Samples.Stop.self) {
        try store.transact { transaction throws in
          // A lane that nobody knows yet, too: its number is free again.
          _ = try transaction.insert(Samples.ticket("T-3", lane: Samples.urgent))
          try transaction.lease(number: 1, agent: "b", fence: 7, at: 1, until: 2)
          try transaction.rescore(number: 1, Samples.change(Samples.urgent))
          try transaction.finish(number: 2, as: .done, at: 3)
          _ = try transaction.prune(finishedBefore: 4, limit: 9)
          try transaction.remember(idempotencyKey: "k", number: 1, digest: [], at: 1)
          try transaction.removeAgent(id: "a")
          #expect(try transaction.counts() == TicketCounts(waiting: 1, leased: 1, done: 1))
          throw Samples.Stop()
        }
      }
      try store.transact { transaction throws in
        #expect(
          StoreState(try transaction.tickets(numbers: [1, 2, 3]), try transaction.agents(), try transaction.counts())
            == before)
        #expect(try transaction.request(idempotencyKey: "k") == nil)
        #expect(try transaction.lastFence() == 1)
        let other = Lane(desk: "other", tier: "other", promiseSeconds: 1)
        #expect(try transaction.insert(Samples.ticket("T-3", lane: other)) == 3)
        #expect(try transaction.ticket(number: 3)?.lane == other)
      }
      #expect(try store.read { try $0.ticket(number: 3)?.lane.desk } == "other")
    }
  }

  @Test("shows nothing to readers before it is committed", arguments: StoreFactory.all)
  func isolation(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      try store.transact { _ = try $0.insert(Samples.ticket("T-1")) }
      try store.transact { transaction throws in
        _ = try transaction.insert(Samples.ticket("T-2", lane: Samples.urgent))
        try transaction.lease(number: 1, agent: "a", fence: 1, at: 1, until: 2)
        #expect(try transaction.counts() == TicketCounts(waiting: 1, leased: 1))
        // From the same thread, and from another.
        for isOther in [false, true] {
          try on(isOther ? DispatchQueue(label: "reader") : nil) {
            try store.read { reading throws in
              #expect(try reading.ticket(id: "T-2") == nil)
              #expect(try reading.ticket(number: 1)?.state == .waiting)
              #expect(try reading.counts() == TicketCounts(waiting: 1))
              #expect(try reading.lastFence() == 0)
            }
          }
        }
      }
      #expect(try store.read { try $0.counts() } == TicketCounts(waiting: 1, leased: 1))
    }
  }

  @Test("changes nothing under a reader that is under way", arguments: StoreFactory.all)
  func snapshot(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      try store.transact { _ = try $0.insert(Samples.ticket("T-1")) }
      try store.read { reading throws in
        #expect(try reading.counts().waiting == 1)
        try on(DispatchQueue(label: "writer")) {
          try store.transact { _ = try $0.insert(Samples.ticket("T-2")) }
        }
        #expect(try reading.counts().waiting == 1)
        #expect(try reading.ticket(id: "T-2") == nil)
      }
      #expect(try store.read { try $0.ticket(id: "T-2") } != nil)
    }
  }

  @Test("comes one at a time: concurrent ones lose nothing", arguments: StoreFactory.all)
  func concurrency(_ factory: StoreFactory) throws {
    try factory.withStore { store throws in
      DispatchQueue.concurrentPerform(iterations: 8) { worker in
        for index in 0..<25 {
          let kind = kindOfError {
            try store.transact { _ = try $0.insert(Samples.ticket("T-\(worker)-\(index)")) }
            _ = try store.read { try $0.counts() }
          }
          #expect(kind == nil)
        }
      }
      #expect(try store.read { try $0.places().map(\.number).sorted() } == Array(1...200))
    }
  }

  @Test("is there after the store was opened again", arguments: StoreFactory.all)
  func durability(_ factory: StoreFactory) throws {
    try factory.withFolder { folder in
      let store = try factory.open(folder)
      try store.transact { transaction throws in
        _ = try transaction.insert(Samples.ticket("T-1"))
        _ = try transaction.insert(Samples.ticket("T-2", lane: Samples.urgent))
        try transaction.lease(number: 1, agent: "a", fence: 3, at: 1, until: 2)
        try transaction.put(StoredAgent(id: "a", state: "busy", desks: ["d"], seenAt: 1))
      }
      let before = try store.read { StoreState(try $0.tickets(numbers: [1, 2]), try $0.agents(), try $0.counts()) }
      store.close()
      store.close()
      #expect(kindOfError { try store.transact { _ = try $0.insert(Samples.ticket("T-3")) } } == .failed)
      #expect(kindOfError { _ = try store.read { try $0.counts() } } == .failed)
      let again = try factory.open(folder)
      defer { again.close() }
      let after = try again.read { StoreState(try $0.tickets(numbers: [1, 2]), try $0.agents(), try $0.counts()) }
      #expect(after == before)
      #expect(try again.read { try $0.ticket(fence: 3)?.id } == "T-1")
    }
  }

  /// Runs `work` on a queue, and waits for it.
  private func on(_ queue: DispatchQueue?, _ work: () throws -> Void) throws {
    guard let queue else { return try work() }
    try queue.sync { try work() }
  }
}

/// What of a store is compared before and after.
private struct StoreState: Equatable {
  let tickets: [StoredTicket]
  let agents: [StoredAgent]
  let counts: TicketCounts

  init(_ tickets: [StoredTicket], _ agents: [StoredAgent], _ counts: TicketCounts) {
    self.tickets = tickets
    self.agents = agents
    self.counts = counts
  }
}
