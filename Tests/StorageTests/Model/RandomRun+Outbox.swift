import Storage

extension RandomRun {
  mutating func stepOfOutbox(_ transaction: any StoreTransaction) throws {
    let (number, at) = (anyMessageNumber(), (now / 5).rounded() * 5)
    let status = self.number(in: 0...1) == 0 ? nil : 500 + self.number(in: 0...4)
    let customer = self.number(in: 0...1) == 0 ? nil : anyCustomer()
    switch self.number(in: 0...99) {
    case 0..<40:
      let new = NewMessage(
        id: "m-\(self.number(in: 1...4000))", target: anyTarget(), ticket: anyTicketID(), customer: customer,
        payload: bytes(), createdAt: at)
      try both({ try transaction.insert(new) }, { try $0.insert(new) })
    case 40..<60:
      try both({ try transaction.delivered(number: number) }, { $0.removeMessage(number: number) })
    case 60..<75:
      let nextAt = at + Double(self.number(in: 0...60))
      try both(
        { try transaction.failed(number: number, at: at, nextAt: nextAt, status: status, error: "é") },
        { $0.failed(number: number, at: at, nextAt: nextAt, status: status, error: "é") })
    case 75..<85:
      try both(
        { try transaction.bury(number: number, at: at, status: status, error: "") },
        { $0.bury(number: number, at: at, status: status, error: "") })
    case 85..<93:
      try both({ try transaction.revive(number: number, at: at) }, { $0.revive(number: number, at: at) })
    case 93..<97:
      try both({ try transaction.removeMessage(number: number) }, { $0.removeMessage(number: number) })
    default:
      let (before, limit) = (now - 300, self.number(in: 0...5))
      try both(
        { try transaction.pruneOutbox(deadBefore: before, limit: limit) },
        { $0.pruneOutbox(deadBefore: before, limit: limit) })
    }
    expect(
      try transaction.message(number: number) == model.messages.first { $0.number == number }, "message \(number)")
    try compareDue(transaction)
  }

  /// What a worker asks for.
  private mutating func compareDue(_ reading: any StoreReading) throws {
    let excluded = Set((0..<number(in: 0...2)).map { _ in anyTarget() })
    let heads = model.heads(excluding: excluded)
    let (at, limit) = (now - Double(number(in: 0...20)), number(in: 0...20))
    let due = heads.filter { $0.nextAt <= at }.prefix(limit)
    expect(try reading.dueMessages(at: at, excluding: excluded, limit: limit) == Array(due), "due messages")
    expect(try reading.nextMessageAt(excluding: excluded) == heads.first?.nextAt, "when the next message is due")
  }

  mutating func compareOutbox(_ reading: any StoreReading) throws {
    expect(try reading.outboxCounts() == model.outboxCounts(), "counts of the outbox")
    let state = [nil, .pending, .dead][number(in: 0...2)] as MessageState?
    let target = number(in: 0...1) == 0 ? nil : anyTarget()
    let (after, limit) = (anyMessageNumber(), number(in: 0...50))
    let page = model.messages.filter { message in
      (state ?? message.state, target ?? message.target) == (message.state, message.target) && message.number > after
    }
    expect(
      try reading.messages(state: state, target: target, after: after, limit: limit) == Array(page.prefix(limit)),
      "messages after \(after)")
    if let message = model.messages.randomElement(using: &generator) {
      expect(try reading.message(id: message.id) == message, "the message \(message.id)")
    }
  }

  private mutating func anyTarget() -> String { ["helpdesk", "häuser", "c", "d"][number(in: 0...3)] }

  /// Few, so that lines get long; some are of tickets that there are.
  private mutating func anyTicketID() -> String {
    number(in: 0...1) == 0 ? "T-\(anyNumber())" : "T-\(number(in: 1...9))"
  }

  /// One that there is for the most part.
  private mutating func anyMessageNumber() -> Int64 {
    guard number(in: 0...9) > 0, let message = model.messages.randomElement(using: &generator) else {
      return Int64(number(in: 0...Int(model.lastMessage) + 1))
    }
    return message.number
  }
}
