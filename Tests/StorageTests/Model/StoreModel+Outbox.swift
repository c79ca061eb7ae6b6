import Storage

// The plainest outbox: a list, searched from its beginning.
extension StoreModel {
  mutating func insert(_ message: NewMessage) throws -> Int64 {
    guard !messages.contains(where: { $0.id == message.id }) else { throw Self.conflict }
    lastMessage += 1
    messages.append(
      StoredMessage(
        number: lastMessage, id: message.id, target: message.target, ticket: message.ticket,
        customer: message.customer, payload: message.payload, createdAt: message.createdAt,
        pendingSince: message.createdAt, nextAt: message.createdAt))
    return lastMessage
  }

  private func index(_ number: Int64, pending: Bool = false) -> Int? {
    messages.firstIndex { $0.number == number && (!pending || $0.state == .pending) }
  }

  mutating func removeMessage(number: Int64) -> Bool {
    guard let index = index(number) else { return false }
    messages.remove(at: index)
    return true
  }

  mutating func failed(number: Int64, at: Double, nextAt: Double, status: Int?, error: String) -> Bool {
    guard let index = index(number, pending: true) else { return false }
    messages[index].attempts += 1
    (messages[index].lastAttemptAt, messages[index].nextAt) = (at, nextAt)
    (messages[index].lastStatus, messages[index].lastError) = (status, error)
    return true
  }

  mutating func bury(number: Int64, at: Double, status: Int?, error: String) -> Bool {
    guard let index = index(number, pending: true) else { return false }
    messages[index].attempts += 1
    (messages[index].state, messages[index].lastAttemptAt, messages[index].buriedAt) = (.dead, at, at)
    (messages[index].lastStatus, messages[index].lastError) = (status, error)
    return true
  }

  mutating func revive(number: Int64, at: Double) -> Bool {
    guard let index = index(number) else { return false }
    (messages[index].state, messages[index].attempts, messages[index].buriedAt) = (.pending, 0, nil)
    (messages[index].pendingSince, messages[index].nextAt) = (at, at)
    return true
  }

  mutating func pruneOutbox(deadBefore: Double, limit: Int) -> Int {
    let old = messages.filter { ($0.buriedAt ?? .infinity) < deadBefore }
      .sorted { ($0.buriedAt ?? 0, $0.number) < ($1.buriedAt ?? 0, $1.number) }.prefix(limit).map(\.number)
    messages.removeAll { old.contains($0.number) }
    return old.count
  }

  /// The first pending message of each line, by when it is due.
  func heads(excluding targets: Set<String>) -> [StoredMessage] {
    var lines: Set<[String]> = []
    return messages.filter { message in
      message.state == .pending && !targets.contains(message.target)
        && lines.insert([message.target, message.ticket]).inserted
    }.sorted { ($0.nextAt, $0.number) < ($1.nextAt, $1.number) }
  }

  func outboxCounts() -> [String: OutboxCounts] {
    Dictionary(grouping: messages, by: \.target).mapValues { messages in
      let pending = messages.filter { $0.state == .pending }
      return OutboxCounts(
        pending: pending.count, dead: messages.count - pending.count, oldestCreatedAt: pending.first?.createdAt)
    }
  }

  mutating func eraseMessages(ofCustomer id: String) -> Bool {
    let gone = Set(contacts.values.filter { $0.customer == id }.map(\.ticket))
    let others = Set(tickets.values.filter { $0.customer != id }.map(\.id))
    let before = messages.count
    messages.removeAll { message in
      message.customer == id
        || message.customer == nil && gone.contains(message.ticket) && !others.contains(message.ticket)
    }
    return messages.count < before
  }
}
