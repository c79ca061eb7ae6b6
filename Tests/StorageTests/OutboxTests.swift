import Storage
import Testing

/// The outbox, operation by operation.
@Suite("An outbox in a store")
struct OutboxTests {
  private func message(
    _ id: String, to target: String = "helpdesk", on ticket: String = "T-1", at: Double = 1, customer: String? = nil
  ) -> NewMessage {
    NewMessage(id: id, target: target, ticket: ticket, customer: customer, payload: Array(id.utf8), createdAt: at)
  }

  @Test("keeps a message with all its members, and gives no number twice", arguments: StoreFactory.all)
  func members(_ factory: StoreFactory) throws {
    try factory.withFolder { folder in
      var store = try factory.open(folder)
      try store.transact { transaction throws in
        let new = NewMessage(
          id: "m-1", target: "héllo", ticket: "T", customer: "c", payload: [0, 255], createdAt: 1.5)
        #expect(try transaction.insert(new) == 1)
        #expect(kindOfError { try transaction.insert(new) } == .conflict)
        #expect(try transaction.insert(message("m-2")) == 2)
        #expect(try transaction.delivered(number: 2))
      }
      store.close()
      store = try factory.open(folder)
      defer { store.close() }
      try store.transact { transaction throws in
        #expect(try transaction.insert(message("m-2")) == 3)
        var stored = StoredMessage(
          number: 1, id: "m-1", target: "héllo", ticket: "T", customer: "c", payload: [0, 255], createdAt: 1.5,
          pendingSince: 1.5, nextAt: 1.5)
        #expect(try transaction.message(id: "m-1") == stored)
        #expect(try transaction.failed(number: 1, at: 2, nextAt: 3.5, status: nil, error: "nobody listens"))
        #expect(try transaction.failed(number: 1, at: 4, nextAt: 9.5, status: 503, error: "busy"))
        (stored.attempts, stored.lastAttemptAt, stored.nextAt) = (2, 4, 9.5)
        (stored.lastStatus, stored.lastError) = (503, "busy")
        #expect(try transaction.message(number: 1) == stored)
        #expect(try transaction.bury(number: 1, at: 5, status: nil, error: "given up"))
        (stored.state, stored.attempts, stored.lastAttemptAt, stored.buriedAt) = (.dead, 3, 5, 5)
        (stored.lastStatus, stored.lastError) = (nil, "given up")
        #expect(try transaction.message(id: "m-1") == stored)
        #expect(try transaction.revive(number: 1, at: 6))
        (stored.state, stored.attempts, stored.buriedAt) = (.pending, 0, nil)
        (stored.pendingSince, stored.nextAt) = (6, 6)
        #expect(try transaction.message(id: "m-1") == stored)
        #expect(try transaction.message(id: "m-4") == nil && transaction.message(number: 2) == nil)
      }
    }
  }

  @Test("has but the first of each line be sent, those due longest first", arguments: StoreFactory.all)
  func due(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      try store.transact { transaction throws in
        func due(at now: Double, but targets: Set<String> = [], limit: Int = 9) throws -> [String] {
          try transaction.dueMessages(at: now, excluding: targets, limit: limit).map(\.id)
        }
        #expect(try transaction.nextMessageAt(excluding: []) == nil)
        try transaction.insert(message("a", at: 5))
        try transaction.insert(message("b", at: 1))
        try transaction.insert(message("c", on: "T-2", at: 4))
        try transaction.insert(message("d", to: "other", at: 2))
        try transaction.insert(message("e", to: "other", at: 1))
        #expect(try due(at: 9) == ["d", "c", "a"])
        #expect(
          try due(at: 9, limit: 2) == ["d", "c"] && due(at: 9, limit: 0).isEmpty && due(at: 9, limit: -1).isEmpty)
        #expect(try due(at: 4) == ["d", "c"] && due(at: 1).isEmpty)
        #expect(try due(at: 9, but: ["other"]) == ["c", "a"])
        #expect(try due(at: 9, but: ["other", "helpdesk", "none"]).isEmpty)
        #expect(try transaction.nextMessageAt(excluding: []) == 2)
        #expect(try transaction.nextMessageAt(excluding: ["other"]) == 4)
        #expect(try transaction.nextMessageAt(excluding: ["other", "helpdesk"]) == nil)
        try transaction.failed(number: 1, at: 5, nextAt: 50, status: 500, error: "")
        #expect(try due(at: 49) == ["d", "c"], "nothing overtakes it")
        try transaction.delivered(number: 1)
        try transaction.removeMessage(number: 4)
        #expect(try due(at: 9) == ["b", "e", "c"])
        try transaction.delivered(number: 5)
        #expect(try due(at: 9) == ["b", "c"])
      }
    }
  }

  @Test("has the dead hold up nobody, and puts them back in their places", arguments: StoreFactory.all)
  func dead(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      try store.transact { transaction throws in
        func due() throws -> [Int64] {
          try transaction.dueMessages(at: 99, excluding: [], limit: 9).map(\.number)
        }
        for id in ["a", "b", "c"] { try transaction.insert(message(id)) }
        try transaction.bury(number: 2, at: 3, status: 404, error: "no such ticket")
        #expect(try due() == [1])
        try transaction.bury(number: 1, at: 4, status: nil, error: "")
        #expect(try due() == [3])
        #expect(try !transaction.bury(number: 1, at: 5, status: nil, error: ""))
        #expect(try !transaction.failed(number: 1, at: 5, nextAt: 6, status: nil, error: ""))
        #expect(try transaction.message(number: 1)?.buriedAt == 4)
        try transaction.revive(number: 2, at: 10)
        #expect(try due() == [2], "before the one that was behind it")
        try transaction.revive(number: 1, at: 20)
        #expect(try due() == [1])
        #expect(try transaction.dueMessages(at: 19, excluding: [], limit: 9).isEmpty)
        try transaction.bury(number: 1, at: 21, status: nil, error: "")
        try transaction.failed(number: 2, at: 22, nextAt: 1000, status: nil, error: "")
        #expect(try due().isEmpty)
        try transaction.revive(number: 2, at: 30)
        #expect(try due() == [2], "one that is pending need not wait")
        #expect(try transaction.message(number: 2)?.attempts == 0)
        #expect(try transaction.delivered(number: 1), "an answer that came late")
        #expect(try due() == [2])
        for number: Int64 in [2, 3] { try transaction.delivered(number: number) }
        #expect(try !transaction.delivered(number: 3) && !transaction.removeMessage(number: 3))
        #expect(try !transaction.revive(number: 3, at: 1))
        #expect(try due().isEmpty && transaction.outboxCounts().isEmpty)
      }
    }
  }

  @Test("counts its messages by target, and shows them in pages", arguments: StoreFactory.all)
  func pages(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      try store.transact { transaction throws in
        for number in 1...6 {
          let target = number % 2 == 0 ? "even" : "odd"
          try transaction.insert(message("m-\(number)", to: target, on: "T-\(number)", at: Double(number)))
        }
        for number: Int64 in [1, 2, 3] {
          try transaction.bury(number: number, at: 10 - Double(number), status: nil, error: "")
        }
        func page(_ state: MessageState?, _ target: String?, after: Int64 = 0, limit: Int = 9) throws -> [Int64] {
          try transaction.messages(state: state, target: target, after: after, limit: limit).map(\.number)
        }
        #expect(try page(nil, nil) == [1, 2, 3, 4, 5, 6])
        #expect(try page(.dead, nil) == [1, 2, 3] && page(.pending, nil) == [4, 5, 6])
        #expect(try page(.dead, "odd") == [1, 3] && page(nil, "even") == [2, 4, 6] && page(nil, "none").isEmpty)
        #expect(try page(nil, nil, after: 2, limit: 2) == [3, 4] && page(nil, nil, after: 6).isEmpty)
        #expect(try page(.dead, "odd", after: 1) == [3] && page(nil, nil, limit: 0).isEmpty)
        #expect(
          try transaction.outboxCounts() == [
            "odd": OutboxCounts(pending: 1, dead: 2, oldestCreatedAt: 5),
            "even": OutboxCounts(pending: 2, dead: 1, oldestCreatedAt: 4),
          ])
        #expect(try transaction.pruneOutbox(deadBefore: 8, limit: 9) == 1)
        #expect(try page(.dead, nil) == [1, 2])
        #expect(try transaction.pruneOutbox(deadBefore: 99, limit: 1) == 1)
        #expect(try page(.dead, nil) == [1], "the one that was given up last")
        #expect(try transaction.pruneOutbox(deadBefore: 99, limit: 0) == 0)
        #expect(try transaction.pruneOutbox(deadBefore: 99, limit: 9) == 1)
        #expect(try page(nil, nil) == [4, 5, 6] && transaction.outboxCounts()["odd"]?.dead == 0)
        for number: Int64 in [4, 5, 6] { try transaction.bury(number: number, at: 9, status: nil, error: "") }
        #expect(try transaction.outboxCounts()["even"] == OutboxCounts(dead: 2))
        #expect(try transaction.dueMessages(at: 99, excluding: [], limit: 9).isEmpty)
      }
    }
  }

  @Test("loses what an erased customer's messages say", arguments: StoreFactory.all)
  func erasure(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      try store.transact { transaction throws in
        try transaction.insert(message("a", customer: "c-1"))
        try transaction.insert(message("b", customer: "c-2"))
        try transaction.insert(message("c", on: "T-2", customer: "c-1"))
        try transaction.insert(message("d", on: "T-2"))
        try transaction.bury(number: 3, at: 1, status: nil, error: "")
        // Of a ticket that is over, and of one whose id is another's by now.
        let theirs = TicketSubject(customer: "c-1")
        for id in ["T-3", "T-4"] {
          let number = try transaction.insert(Samples.ticket(id, arrivedAt: 1, subject: theirs))
          try transaction.finish(number: number, as: .abandoned, at: 2)
          try transaction.insert(message("of \(id)", on: id))
          if id == "T-4" { #expect(try transaction.prune(finishedBefore: 3, limit: 9) == 2) }
        }
        _ = try transaction.insert(Samples.ticket("T-3", subject: TicketSubject(customer: "c-2")))
        #expect(try transaction.eraseCustomer(id: "c-1"))
        #expect(
          try transaction.messages(state: nil, target: nil, after: 0, limit: 9).map(\.id) == ["b", "d", "of T-3"])
        #expect(try transaction.dueMessages(at: 99, excluding: [], limit: 9).map(\.id) == ["b", "d", "of T-3"])
        #expect(try transaction.outboxCounts() == ["helpdesk": OutboxCounts(pending: 3, oldestCreatedAt: 1)])
        try transaction.finish(number: 3, as: .abandoned, at: 3)
        #expect(try transaction.eraseCustomer(id: "c-2"))
        #expect(try transaction.messages(state: nil, target: nil, after: 0, limit: 9).map(\.id) == ["d"])
        try transaction.insert(message("e", customer: "c-2"))
        #expect(try transaction.eraseCustomer(id: "c-2"), "there is nothing but a message")
        #expect(try !transaction.eraseCustomer(id: "c-2"))
        #expect(try !transaction.delivered(number: 2), "it is gone")
      }
    }
  }

  @Test("refuses values that cannot be stored, and the transaction goes on", arguments: StoreFactory.all)
  func unstorable(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      try store.transact { transaction throws in
        for bad in [
          message("a\0"), message("a", to: "\0"), message("a", on: "\0"), message("a", customer: "\0"),
          message("a", at: .nan),
        ] {
          #expect(kindOfError { try transaction.insert(bad) } == .unstorable)
        }
        try transaction.insert(message("a"))
        #expect(
          kindOfError { try transaction.failed(number: 1, at: 1, nextAt: .nan, status: nil, error: "") } == .unstorable)
        #expect(kindOfError { try transaction.bury(number: 1, at: 1, status: nil, error: "\0") } == .unstorable)
        #expect(kindOfError { try transaction.revive(number: 1, at: .nan) } == .unstorable)
        #expect(try transaction.message(id: "a\0") == nil)
        #expect(try transaction.messages(state: nil, target: "helpdesk\0", after: 0, limit: 9).isEmpty)
        #expect(try transaction.message(id: "a")?.attempts == 0)
      }
    }
  }
}
