import Foundation
import GRDB
import Queueing
import TestSupport
import Testing

@testable import Storage

/// A database of the first version, with tickets in all states, as it is once this version has opened it.
@Suite("A SQLite store of the first version")
struct MigrationTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let decision = "0123456789abcdef0123456789ABCDEF"

  /// Makes a database as the first version would, of five tickets: waiting, leased, done, abandoned, and waiting with
  /// bodies that are no JSON.
  private func makeOld() throws {
    try FileManager.default.createDirectory(atPath: folder.path("data"), withIntermediateDirectories: true)
    let old = try DatabasePool(path: folder.path("data/heed.db"))
    try SQLiteSchema.migrator.migrate(old, upTo: "v1: tickets")
    try old.write { db in
      try db.execute(sql: "INSERT INTO lanes VALUES (1, 'general', 'standard', 14400)")
      let request = #"{"ticket":{"id":"T","topic":"baggage","channel":"phone"},"customer":{"id":"c-1"}}"#
      for number in 1...5 {
        let state = (number - 1) % 4
        let lease: [(any DatabaseValueConvertible)?] =
          [1, 2].contains(state) ? ["a", number, 20.5, 80.5] : [nil, nil, nil, nil]
        try db.execute(
          sql: """
            INSERT INTO tickets (number, id, state, lane, key, arrived_at, head_start_seconds, score, version, attempts,
              forecast_basis, agent, fence, leased_at, leased_until, finished_at)
            VALUES (?, ?, ?, 1, ?, ?, 0.5, 25.1, 3, 1, 'queue', ?, ?, ?, ?, ?)
            """,
          arguments: StatementArguments(
            [number, "T-\(number)", state, Double(number) - 0.5, Double(number)] + lease + [
              state >= 2 ? 30 + Double(number) : nil
            ] as [(any DatabaseValueConvertible)?]))
        try db.execute(
          sql: "INSERT INTO ticket_bodies VALUES (?, ?, ?, ?)",
          arguments: [
            number, Data((number == 5 ? "{" : request).utf8),
            number == 5 ? Data([0, 255]) : Data(#"{"decision":"\#(Self.decision)","score":25.1}"#.utf8),
            Data([UInt8(number)]),
          ])
      }
      try db.execute(
        sql: """
          UPDATE ledger SET waiting = 2, leased = 1, done = 4, abandoned = 2, last_number = 9, last_fence = 7;
          INSERT INTO idempotency_keys VALUES ('k', 3, x'07', 1.5);
          INSERT INTO agents VALUES ('a', 'busy', '["general"]', 2.5);
          """)
    }
    try old.close()
  }

  @Test("keeps its tickets, keys, agents and counts")
  func tickets() throws {
    try makeOld()
    let store = try SQLiteStore(folder: folder.path("data"))
    defer { store.close() }
    try store.read { reading in
      let tickets = try reading.tickets(numbers: Array(1...5))
      #expect(tickets.map(\.state) == [.waiting, .leased, .done, .abandoned, .waiting])
      #expect(tickets.map(\.requestDigest) == (1...5).map { [$0] })
      #expect(tickets.map(\.version) == [3, 3, 3, 3, 3])
      #expect(tickets[2].lease == StoredLease(agent: "a", fence: 3, leasedAt: 20.5, leasedUntil: 80.5))
      #expect(String(decoding: tickets[1].decision, as: UTF8.self).contains(Self.decision))
      #expect(tickets[4].request == Array("{".utf8) && tickets[4].decision == [0, 255])
      #expect(try reading.places().map(\.number) == [1, 5])
      #expect(try reading.counts() == TicketCounts(waiting: 2, leased: 1, done: 4, abandoned: 2))
      #expect(try reading.request(idempotencyKey: "k") == RememberedRequest(number: 3, digest: [7]))
      #expect(try reading.agents().map(\.id) == ["a"])
      #expect(try reading.customerCount() == 0)
    }
    #expect(try store.transact { try $0.insert(Samples.ticket("T-6")) } == 10)
    #expect(try store.database().onWriter { try String.fetchOne($0, sql: "PRAGMA integrity_check") } == "ok")
    #expect(try store.database().onWriter { try !$0.tableExists("ticket_bodies") })
  }

  @Test("has decisions and contacts of them")
  func memory() throws {
    try makeOld()
    let store = try SQLiteStore(folder: folder.path("data"))
    defer { store.close() }
    try store.transact { transaction throws in
      let id = (0..<16).map { [0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF][$0 % 8] as UInt8 }
      let decision = try #require(try transaction.decision(id: id))
      #expect(decision.number == 4 && decision.ticket == "T-4" && decision.customer == "c-1")
      #expect(decision.decidedAt == 4 && decision.known == nil)
      #expect(try transaction.decisions(ofTicket: 5).map(\.request) == [Array("{".utf8)])
      #expect(try transaction.decisions(ofCustomer: "c-1", limit: 9).map(\.number) == [4, 3, 2, 1])
      #expect(
        try transaction.contact(ticket: "T-3")
          == StoredContact(
            number: 3, ticket: "T-3", customer: "c-1", topic: "baggage", story: nil, channel: "phone", at: 3,
            isLoud: false, state: .done, outcome: nil))
      #expect(try transaction.contact(ticket: "T-5")?.customer == nil)
      #expect(try transaction.openTickets(onTopic: "baggage", after: 0, limit: 9) == [1, 2])
      try transaction.rescore(number: 1, Samples.change())
      #expect(try transaction.ticket(number: 1)?.version == 4)
      try transaction.rescore(number: 2, Samples.change())
      #expect(try transaction.eraseCustomer(id: "c-1"))
      #expect(try transaction.tickets(numbers: Array(1...5)).map(\.number) == [1, 2, 5])
      #expect(try transaction.decision(id: id) == nil)
    }
  }
}
