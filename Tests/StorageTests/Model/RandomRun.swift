import Queueing
import Storage
import TestSupport
import Testing

/// Does random operations to a store and to its model alike, and compares.
struct RandomRun {
  var generator: SeededGenerator
  var model = StoreModel()
  private(set) var operations = 0
  /// Operations that both refused.
  private(set) var refusals = 0
  private(set) var hasFailed = false
  var now = 1_700_000_000.0

  private static let lanes = ["general", "soziale Fürsorge"].flatMap { desk in
    [("urgent", 900.0), ("standard", 14_400), ("standard", 7200)].map {
      Lane(desk: desk, tier: $0.0, promiseSeconds: $0.1)
    }
  }

  init(_ generator: SeededGenerator) {
    self.generator = generator
  }

  mutating func number(in range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

  /// Does one operation to both, and reads a ticket within the transaction.
  mutating func step(_ transaction: any StoreTransaction) throws {
    operations += 1
    now += Double.random(in: 0...2, using: &generator)
    let number = anyNumber()
    switch self.number(in: 0...119) {
    case 0..<55: try stepOfTicket(transaction, number: number)
    case 55..<63: try stepBeside(transaction, number: number)
    case 63..<70: try stepOfMemory(transaction, number: number)
    case 70..<85: try stepOfCustomer(transaction)
    case 85..<95: try stepOfStory(transaction)
    case 95..<100: try stepOfWatch(transaction)
    default: try stepOfOutbox(transaction)
    }
    expect(try transaction.ticket(number: number) == model.tickets[number], "ticket \(number)")
    expect(try transaction.decisions(ofTicket: number) == model.decisions(ofTicket: number), "decisions of \(number)")
  }

  /// Does an operation on a ticket.
  private mutating func stepOfTicket(_ transaction: any StoreTransaction, number: Int64) throws {
    switch self.number(in: 0...87) {
    case 0..<30:
      let ticket = anyTicket()
      try both({ try transaction.insert(ticket) }, { try $0.insert(ticket) })
    case 30..<40:
      let change = anyChange()
      try both({ try transaction.rescore(number: number, change) }, { try $0.rescore(number: number, change) })
    case 40..<60:
      let (fence, at) = (model.lastFence + Int64(self.number(in: 0...3)), now)
      try both(
        { try transaction.lease(number: number, agent: "a", fence: fence, at: at, until: at + 60) },
        { try $0.lease(number: number, agent: "a", fence: fence, at: at, until: at + 60) })
    case 60..<65:
      let until = now + 90
      try both(
        { try transaction.extend(number: number, until: until) }, { try $0.extend(number: number, until: until) })
    case 65..<71:
      try both({ try transaction.release(number: number) }, { try $0.release(number: number) })
    default:
      let (state, at) = (self.number(in: 0...2) == 0 ? TicketState.abandoned : .done, now)
      try both(
        { try transaction.finish(number: number, as: state, at: at) },
        { try $0.finish(number: number, as: state, at: at) })
    }
  }

  /// Does an operation on what is stored beside tickets.
  private mutating func stepBeside(_ transaction: any StoreTransaction, number: Int64) throws {
    switch self.number(in: 0...9) {
    case 0..<2:
      let agent = StoredAgent(
        id: "a-\(self.number(in: 1...9))", state: "busy", desks: ["d\(self.number(in: 1...3))"], seenAt: now)
      try both({ try transaction.put(agent) }, { $0.put(agent) })
    case 2:
      let id = "a-\(self.number(in: 1...9))"
      try both({ try transaction.removeAgent(id: id) }, { $0.removeAgent(id: id) })
    case 3..<8:
      let (key, digest, at) = ("k-\(self.number(in: 1...2000))", bytes(), now)
      try both(
        { try transaction.remember(idempotencyKey: key, number: number, digest: digest, at: at) },
        { try $0.remember(idempotencyKey: key, number: number, digest: digest) })
    default:
      let (before, limit) = (now - 300, self.number(in: 0...40))
      try both(
        { try transaction.prune(finishedBefore: before, limit: limit) },
        { $0.prune(finishedBefore: before, limit: limit) })
    }
  }

  /// Compares all that can be asked.
  mutating func compare(_ reading: any StoreReading) throws {
    let tickets = model.tickets.values.sorted { $0.number < $1.number }
    expect(try reading.counts() == model.counts, "counts")
    expect(try reading.lastFence() == model.lastFence, "the last fence")
    expect(try reading.agents() == model.agents.values.sorted { $0.id < $1.id }, "agents")
    let places = try reading.places()
    let lines = Dictionary(grouping: tickets.filter { $0.state == .waiting }.map(\.place), by: \.lane)
    for (lane, line) in lines {
      let expected = line.sorted { ($0.key, $0.number) < ($1.key, $1.number) }
      expect(places.filter { $0.lane == lane } == expected, "the line of \(lane)")
    }
    expect(places.count == model.counts.waiting, "the line has others")
    let leased = tickets.filter { $0.state == .leased }.sorted { ($0.lease?.fence ?? 0) < ($1.lease?.fence ?? 0) }
    expect(try reading.leased() == leased, "leased tickets")
    if let ticket = leased.randomElement(using: &generator), let fence = ticket.lease?.fence {
      expect(try reading.ticket(fence: fence) == ticket, "the ticket of a fence")
    }
    let since = now - 200
    let served = tickets.filter {
      ($0.state == .leased || $0.state == .done) && ($0.lease?.leasedAt ?? 0) >= since
    }
    expect(Set(try reading.served(since: since).map(\.number)) == Set(served.map(\.number)), "served tickets")
    let abandoned = tickets.filter { $0.state == .abandoned && ($0.finishedAt ?? 0) >= since }
    expect(Set(try reading.abandoned(since: since).map(\.number)) == Set(abandoned.map(\.number)), "abandoned tickets")
    if let ticket = tickets.randomElement(using: &generator) {
      expect(try reading.ticket(id: ticket.id) == ticket, "the ticket \(ticket.id)")
    }
    if let (key, request) = model.keys.randomElement(using: &generator) {
      expect(try reading.request(idempotencyKey: key) == request, "the key \(key)")
    }
    try compareMemory(reading)
    try compareCustomers(reading)
    try compareStories(reading)
    try compareOutbox(reading)
  }

  /// Both do the same, or both refuse.
  mutating func both<R: Equatable>(_ store: () throws -> R, _ modelled: (inout StoreModel) throws -> R) throws {
    let expected = Result { try modelled(&model) }
    do {
      let found = try store()
      expect((try? expected.get()) == found, "the store did \(found), the model \(expected)")
    } catch let error as StorageError where error.kind == .conflict {
      if case .success = expected { expect(false, "the store refuses, the model does not: \(error.detail)") }
      refusals += 1
    }
  }

  mutating func both(_ store: () throws -> Void, _ modelled: (inout StoreModel) throws -> Void) throws {
    try both(
      {
        try store(); return true
      },
      {
        try modelled(&$0); return true
      })
  }

  mutating func expect(_ condition: Bool, _ what: String) {
    guard !condition, !hasFailed else { return }
    hasFailed = true
    Issue.record("\(generator), operation \(operations): \(what)")
  }

  /// One that was given out, lately for the most part, or the next.
  mutating func anyNumber() -> Int64 {
    max(1, model.lastNumber + 1 - Int64(number(in: 0...1) == 0 ? number(in: 0...20) : number(in: 0...300)))
  }

  private mutating func anyLane() -> Lane { Self.lanes[number(in: 0...(Self.lanes.count - 1))] }

  private mutating func anyTicket() -> NewTicket {
    // Some ids come again.
    let id = number(in: 0...9) == 0 ? "T-\(number(in: 0...Int(model.lastNumber)))" : "T-\(model.lastNumber + 1)"
    var ticket = Samples.ticket(
      id, lane: anyLane(), arrivedAt: now, headStartSeconds: Double.random(in: 0...90, using: &generator))
    ticket.request = bytes()
    ticket.decision = bytes()
    (ticket.known, ticket.decisionID, ticket.subject) = (anyKnown(), anyDecisionID(), anySubject())
    return ticket
  }

  mutating func anyChange() -> TicketChange {
    TicketChange(
      lane: anyLane(), headStartSeconds: Double.random(in: 0...90, using: &generator), score: 50, request: bytes(),
      known: anyKnown(), decision: bytes(), decisionID: anyDecisionID(),
      decidedAt: now - Double(number(in: 0...5)), subject: anySubject())
  }

  private mutating func anyKnown() -> [UInt8]? { number(in: 0...1) == 0 ? nil : bytes() }

  /// Some ids come again.
  private mutating func anyDecisionID() -> [UInt8] {
    number(in: 0...9) == 0
      ? Samples.decisionID(UInt8(number(in: 0...9)))
      : (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }

  private mutating func anySubject() -> TicketSubject {
    TicketSubject(
      customer: number(in: 0...3) == 0 ? nil : anyCustomer(), topic: number(in: 0...3) == 0 ? nil : anyTopic(),
      story: number(in: 0...3) == 0 ? anyStory() : nil, channel: number(in: 0...1) == 0 ? nil : "phone",
      isLoud: number(in: 0...4) == 0)
  }

  mutating func anyCustomer() -> String { "c-\(number(in: 1...150))" }
  mutating func anyTopic() -> String { "topic \(number(in: 1...9))" }
  mutating func anyStory() -> String { "s-\(number(in: 1...40))" }

  mutating func bytes() -> [UInt8] {
    (0..<number(in: 0...20)).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }
}
