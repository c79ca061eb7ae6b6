extension SQLiteReading {
  /// The heads of a target's lines that are due, those due longest first.
  static var dueHeads: String {
    """
    SELECT number, next_at FROM outbox INDEXED BY outbox_due
    WHERE is_head = 1 AND target = ? AND next_at <= ? ORDER BY next_at, number LIMIT ?
    """
  }

  static var nextHead: String {
    """
    SELECT next_at FROM outbox INDEXED BY outbox_due WHERE is_head = 1 AND target = ? ORDER BY next_at LIMIT 1
    """
  }

  /// The message that a target's line on a ticket begins with.
  static var head: String {
    """
    SELECT number FROM outbox INDEXED BY outbox_line WHERE ticket = ? AND target = ? AND state = 0
    ORDER BY number LIMIT 1
    """
  }

  /// Numbers of a target's messages in a state, from one on.
  static var page: String {
    """
    SELECT number FROM outbox INDEXED BY outbox_page
    WHERE target = ? AND state = ? AND number > ? ORDER BY number LIMIT ?
    """
  }

  func dueMessages(at now: Double, excluding targets: Set<String>, limit: Int) throws -> [StoredMessage] {
    guard limit > 0 else { return [] }
    var heads: [(at: Double, number: Int64)] = []
    for target in try pendingTargets(but: targets) {
      heads += try all(Self.dueHeads, [target, now, limit]) { row in (row.double(1), row.integer(0)) }
    }
    heads.sort { $0 < $1 }
    return try heads.prefix(limit).compactMap { try message(number: $0.number) }
  }

  func nextMessageAt(excluding targets: Set<String>) throws -> Double? {
    try pendingTargets(but: targets).compactMap { target in
      try first(Self.nextHead, [target]) { row in row.double(0) }
    }.min()
  }

  func messages(state: MessageState?, target: String?, after: Int64, limit: Int) throws -> [StoredMessage] {
    guard limit > 0 else { return [] }
    let targets = try target.map { [$0] } ?? all("SELECT target FROM outbox_targets") { row in row.text(0) }
    // The first of each target and state, of which the first of all are among: no index has them all in one order.
    var numbers: [Int64] = []
    for target in targets where !target.utf8.contains(0) {
      for state in state.map({ [$0] }) ?? MessageState.allCases {
        numbers += try all(Self.page, [target, state.rawValue, after, limit]) { row in row.integer(0) }
      }
    }
    numbers.sort()
    return try numbers.prefix(limit).compactMap { try message(number: $0) }
  }

  func message(id: String) throws -> StoredMessage? {
    guard !id.utf8.contains(0) else { return nil }
    return try first(StoredMessage.selection + " WHERE id = ?", [id]) { row in try StoredMessage(row) }
  }

  func message(number: Int64) throws -> StoredMessage? {
    try first(StoredMessage.selection + " WHERE number = ?", [number]) { row in try StoredMessage(row) }
  }

  func outboxCounts() throws -> [String: OutboxCounts] {
    let counted = try all("SELECT target, pending, dead FROM outbox_targets WHERE pending > 0 OR dead > 0") { row in
      (row.text(0), OutboxCounts(pending: Int(row.integer(1)), dead: Int(row.integer(2))))
    }
    var counts = Dictionary(counted) { first, _ in first }
    for (target, count) in counted where count.pending > 0 {
      let first = try messages(state: .pending, target: target, after: 0, limit: 1).first
      counts[target]?.oldestCreatedAt = first?.createdAt
    }
    return counts
  }

  private func pendingTargets(but excluded: Set<String>) throws -> [String] {
    try all("SELECT target FROM outbox_targets WHERE pending > 0") { row in row.text(0) }
      .filter { !excluded.contains($0) }
  }
}
