import Storage

/// Who waits, just enough of it to choose who is next: any of the oldest, as several lanes have their heads there.
struct LineOfNumbers {
  private var numbers: [Int64] = []
  private var head = 0
  /// The fence given out last.
  private var fence: Int64
  /// Seconds; every ticket arrives a little later than the one before.
  private(set) var now = 1_700_000_000.0

  init(_ store: SQLiteStore, _ tickets: TicketMaker, count: Int) throws {
    fence = try store.read { try $0.lastFence() }
    while numbers.count < count {
      try store.transact { transaction in
        for _ in 0..<min(1000, count - numbers.count) { try add(transaction, tickets) }
      }
    }
  }

  mutating func add(_ transaction: any TicketTransaction, _ tickets: TicketMaker) throws {
    now += 0.01
    numbers.append(try transaction.insert(tickets.ticket(arrivedAt: now)))
  }

  mutating func claim(_ transaction: any TicketTransaction) throws -> Int64 {
    let chosen = Int.random(in: head..<min(head + 200, numbers.count))
    numbers.swapAt(head, chosen)
    let number = numbers[head]
    head += 1
    fence += 1
    try transaction.lease(number: number, agent: "agent-\(number % 50)", fence: fence, at: now, until: now + 60)
    return number
  }
}
