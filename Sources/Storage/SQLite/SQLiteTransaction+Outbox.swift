extension SQLiteTransaction {
  func insert(_ message: NewMessage) throws -> Int64 {
    try operation {
      try check(message.id, message.target, message.ticket, message.customer)
      try check(numbers: message.createdAt)
      let number = current.lastMessage + 1
      let isHead = try head(ticket: message.ticket, target: message.target) == nil
      try change(
        """
        INSERT INTO outbox (number, id, target, ticket, customer, payload, created_at, pending_since, is_head, next_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?8, ?7) ON CONFLICT (id) DO NOTHING
        """,
        [
          number, message.id, message.target, message.ticket, message.customer, message.payload, message.createdAt,
          isHead,
        ], orConflict: "a message with the id \(message.id) is stored already")
      try count(message.target, pending: 1, dead: 0)
      current.lastMessage = number
      return number
    }
  }

  func delivered(number: Int64) throws -> Bool { try removeMessage(number: number) }

  func failed(number: Int64, at: Double, nextAt: Double, status: Int?, error: String) throws -> Bool {
    try operation {
      try check(error)
      try check(numbers: at, nextAt)
      return try changes(
        """
        UPDATE outbox SET attempts = attempts + 1, last_attempt_at = ?2, next_at = ?3, last_status = ?4, last_error = ?5
        WHERE number = ?1 AND state = 0
        """, [number, at, nextAt, status, error])
    }
  }

  func bury(number: Int64, at: Double, status: Int?, error: String) throws -> Bool {
    try operation {
      try check(error)
      try check(numbers: at)
      guard let line = try line(of: number), line.state == .pending else { return false }
      try change(
        """
        UPDATE outbox SET state = 1, is_head = 0, attempts = attempts + 1, last_attempt_at = ?2, buried_at = ?2,
          last_status = ?3, last_error = ?4
        WHERE number = ?1
        """, [number, at, status, error])
      try count(line.target, pending: -1, dead: 1)
      try promote(line)
      return true
    }
  }

  func revive(number: Int64, at: Double) throws -> Bool {
    try operation {
      try check(numbers: at)
      guard let line = try line(of: number) else { return false }
      let head = try head(ticket: line.ticket, target: line.target)
      // Whoever is first by now may have to stand behind it again.
      let isHead = head.map { number <= $0 } ?? true
      if isHead, let head { try change("UPDATE outbox SET is_head = 0 WHERE number = ?", [head]) }
      try change(
        """
        UPDATE outbox SET state = 0, is_head = ?2, attempts = 0, pending_since = ?3, next_at = ?3, buried_at = NULL
        WHERE number = ?1
        """, [number, isHead, at])
      if line.state == .dead { try count(line.target, pending: 1, dead: -1) }
      return true
    }
  }

  func removeMessage(number: Int64) throws -> Bool {
    try operation {
      guard let line = try line(of: number) else { return false }
      try change("DELETE FROM outbox WHERE number = ?", [number])
      try count(line.target, pending: line.state == .pending ? -1 : 0, dead: line.state == .dead ? -1 : 0)
      if line.state == .pending { try promote(line) }
      return true
    }
  }

  func pruneOutbox(deadBefore: Double, limit: Int) throws -> Int {
    try operation {
      let old = try all(
        "SELECT number FROM outbox WHERE state = 1 AND buried_at < ? ORDER BY buried_at, number LIMIT ?",
        [deadBefore, max(0, limit)]
      ) { row in row.integer(0) }
      for number in old { _ = try removeMessage(number: number) }
      return old.count
    }
  }
}

// The lines, of which each has one head.
extension SQLiteTransaction {
  private struct MessageLine {
    let target: String
    let ticket: String
    let state: MessageState
  }

  /// The line that a message is or was in.
  private func line(of number: Int64) throws -> MessageLine? {
    try first("SELECT target, ticket, state FROM outbox WHERE number = ?", [number]) { row in
      MessageLine(target: row.text(0), ticket: row.text(1), state: row.integer(2) == 0 ? .pending : .dead)
    }
  }

  private func head(ticket: String, target: String) throws -> Int64? {
    try first(Self.head, [ticket, target]) { row in row.integer(0) }
  }

  /// Makes the first message of a line its head, where another was taken out.
  private func promote(_ line: MessageLine) throws {
    guard let head = try head(ticket: line.ticket, target: line.target) else { return }
    _ = try changes("UPDATE outbox SET is_head = 1 WHERE number = ? AND is_head = 0", [head])
  }

  /// Adds to the counts of a target.
  private func count(_ target: String, pending: Int, dead: Int) throws {
    // Not by `ON CONFLICT`: the row to be inserted would be checked first, and a difference below zero be refused.
    let isKnown = try changes(
      "UPDATE outbox_targets SET pending = pending + ?2, dead = dead + ?3 WHERE target = ?1", [target, pending, dead])
    if !isKnown { try change("INSERT INTO outbox_targets VALUES (?, ?, ?)", [target, pending, dead]) }
  }
}
