import Storage
import TestSupport

/// Customers of whom one half is to be erased. Every text of these is made of one mark, over and over, so that whatever
/// is left of one somewhere has it.
struct MarkedCustomers {
  static let mark = "qXjZ"

  private(set) var generator: SeededGenerator
  /// How many of those that stay are stored.
  private(set) var staying = 0
  private var isErased = false
  private var now = 1_700_000_000.0
  private var tickets = 0
  private var fence: Int64 = 0

  private static let count = 120

  init(_ generator: SeededGenerator) {
    self.generator = generator
  }

  private mutating func number(in range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

  /// A text of a customer, and of no other's.
  private mutating func text(_ customer: Int, _ length: ClosedRange<Int>) -> String {
    let word = customer % 2 == 0 ? Self.mark : "stay"
    return String(repeating: word, count: number(in: length)) + "\(customer)" + word
  }

  private func id(_ customer: Int) -> String {
    let word = customer % 2 == 0 ? Self.mark : "stay"
    return "\(word)\(word)\(customer)\(word)"
  }

  /// A transaction of everyday changes.
  mutating func live(_ transaction: any StoreTransaction) throws {
    for _ in 0..<60 {
      now += 1
      var customer = number(in: 1...Self.count)
      if isErased, customer % 2 == 0 { customer -= 1 }
      switch number(in: 0...9) {
      case 0..<4: try profile(customer, transaction)
      case 4: try story(customer, transaction)
      default: try ticket(customer, transaction)
      }
    }
    if number(in: 0...3) == 0 {
      _ = try transaction.prune(finishedBefore: now - 600, limit: 50)
      _ = try transaction.pruneMemory(before: now - 1200, limit: 50)
      _ = try transaction.pruneOutbox(deadBefore: now - 1200, limit: 50)
    }
  }

  private mutating func profile(_ customer: Int, _ transaction: any StoreTransaction) throws {
    let stored = try transaction.putCustomer(
      id: id(customer), profile: Array(text(customer, 1...200).utf8), at: now)
    if stored.version == 1, customer % 2 != 0 { staying += 1 }
    let handles = (0..<number(in: 0...3)).map { _ in text(customer, 1...6) }
    try transaction.setIdentities(
      handles.map { CustomerIdentity(kind: "email", value: $0) }, ofCustomer: stored.number)
    for handle in handles {
      try transaction.putAccount(
        StoredAccount(
          network: "x", handle: handle, facts: Array(text(customer, 1...90).utf8), observedAt: now,
          source: text(customer, 0...2)),
        ofCustomer: stored.number)
      try transaction.record(
        ObservedCount(network: "x", handle: handle, followers: 7, observedAt: now, source: text(customer, 0...2)),
        ofCustomer: stored.number, keep: 2)
    }
    for account in try transaction.accounts(ofCustomer: stored.number).dropLast(4) {
      _ = try transaction.removeAccount(ofCustomer: stored.number, network: "x", handle: account.handle)
    }
    _ = try transaction.addPurchase(
      StoredPurchase(id: text(customer, 0...9), at: now, value: 5), ofCustomer: stored.number)
  }

  private mutating func story(_ customer: Int, _ transaction: any StoreTransaction) throws {
    try transaction.putStory(
      StoredStory(
        id: "s-\(customer)", postedAt: now, time: now, lastShareAt: now, customer: id(customer),
        excerpt: text(customer, 1...60), url: text(customer, 1...20),
        sketch: (0..<number(in: 0...900)).map { UInt8(truncatingIfNeeded: $0) }))
  }

  private mutating func ticket(_ customer: Int, _ transaction: any StoreTransaction) throws {
    tickets += 1
    let subject = TicketSubject(customer: id(customer), topic: "t-\(tickets % 9)", story: nil, channel: "mail")
    var ticket = Samples.ticket(id(customer) + "T\(tickets)", arrivedAt: now, subject: subject)
    (ticket.request, ticket.decision) = (bytes(customer, 400), bytes(customer, 900))
    if tickets % 3 != 0 { ticket.known = bytes(customer, 300) }
    ticket.decisionID = decisionID()
    let number = try transaction.insert(ticket)
    try message(customer, on: ticket.id, transaction)
    if tickets % 4 == 0 {
      try transaction.remember(
        idempotencyKey: text(customer, 1...5) + "-\(tickets)", number: number, digest: [], at: now)
    }
    for number in try transaction.openTickets(ofCustomer: id(customer)) {
      switch self.number(in: 0...4) {
      case 0:
        fence += 1
        if try transaction.ticket(number: number)?.state == .waiting {
          try transaction.lease(number: number, agent: "a", fence: fence, at: now, until: now + 9)
        }
      case 1: try transaction.finish(number: number, as: .abandoned, at: now)
      case 2, 3:
        var change = Samples.change(subject: subject)
        (change.request, change.decision) = (bytes(customer, 400), bytes(customer, 900))
        (change.known, change.decisionID, change.decidedAt) = (bytes(customer, 300), decisionID(), now)
        try transaction.rescore(number: number, change)
      default: break
      }
    }
  }

  /// What another system is told of a ticket: one of three waits for long.
  private mutating func message(_ customer: Int, on ticket: String, _ transaction: any StoreTransaction) throws {
    try transaction.insert(
      NewMessage(
        id: "m-\(tickets)", target: "helpdesk", ticket: ticket, customer: id(customer),
        payload: bytes(customer, 200), createdAt: now))
    for message in try transaction.dueMessages(at: now, excluding: [], limit: 3) {
      switch number(in: 0...5) {
      case 0: try transaction.bury(number: message.number, at: now, status: 404, error: "no such ticket")
      case 1, 2: try transaction.failed(number: message.number, at: now, nextAt: now + 60, status: nil, error: "down")
      default: try transaction.delivered(number: message.number)
      }
    }
  }

  private mutating func bytes(_ customer: Int, _ words: Int) -> [UInt8] { Array(text(customer, 0...words).utf8) }

  private mutating func decisionID() -> [UInt8] { (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) } }

  /// Erases one half of them, as a service does: their open tickets are scored again, finished, and go too.
  mutating func erase(_ store: any Store) throws {
    isErased = true
    for customer in stride(from: 2, through: Self.count, by: 2) {
      try store.transact { transaction throws in
        // A ticket that stays has its id, which here is made of marks as well.
        for number in try transaction.openTickets(ofCustomer: id(customer)) {
          try transaction.finish(number: number, as: .abandoned, at: now)
        }
        _ = try transaction.eraseCustomer(id: id(customer))
      }
    }
  }
}
