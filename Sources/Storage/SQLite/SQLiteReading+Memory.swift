extension SQLiteReading {
  func decision(id: [UInt8]) throws -> StoredDecision? {
    try first(StoredDecision.selection + " WHERE d.id = ? ORDER BY d.row DESC LIMIT 1", [id]) { row in
      StoredDecision(row)
    }
  }

  func decisions(ofCustomer id: String, limit: Int) throws -> [StoredDecision] {
    guard !id.utf8.contains(0), limit > 0 else { return [] }
    // The rows are sorted before anything large is read.
    return try all(
      StoredDecision.selection + """
         WHERE d.row IN (
          SELECT row FROM decisions WHERE customer = ?1 AND number IN (
            SELECT number FROM tickets WHERE customer = ?1
            UNION SELECT number FROM contacts WHERE customer = ?1
            UNION SELECT number FROM former_customers WHERE customer = ?1)
          ORDER BY row DESC LIMIT ?2)
        ORDER BY d.row DESC
        """, [id, limit]
    ) { row in StoredDecision(row) }
  }

  func decisions(ofTicket number: Int64) throws -> [StoredDecision] {
    try all(StoredDecision.selection + " WHERE d.number = ? ORDER BY d.row DESC", [number]) { row in
      StoredDecision(row)
    }
  }

  func contact(ticket id: String) throws -> StoredContact? {
    guard !id.utf8.contains(0) else { return nil }
    return try first(
      StoredContact.selection(where: "c.id = ?1") + " ORDER BY number DESC LIMIT 1", [id]
    ) { row in try StoredContact(row) }
  }

  func contacts(ofCustomer id: String, since: Double, limit: Int) throws -> [StoredContact] {
    guard !id.utf8.contains(0), limit > 0 else { return [] }
    return try all(
      StoredContact.selection(where: "c.customer = ?1 AND c.arrived_at >= ?2")
        + " ORDER BY arrived_at DESC, number DESC LIMIT ?3",
      [id, since, limit]
    ) { row in try StoredContact(row) }
  }

  func openTickets(ofCustomer id: String) throws -> [Int64] {
    guard !id.utf8.contains(0) else { return [] }
    return try all(
      """
      SELECT number FROM tickets INDEXED BY tickets_customer WHERE customer = ? AND finished_at IS NULL ORDER BY number
      """, [id]
    ) { row in row.integer(0) }
  }

  func openTickets(onTopic topic: String, after: Int64, limit: Int) throws -> [Int64] {
    guard !topic.utf8.contains(0), limit > 0 else { return [] }
    return try all(
      """
      SELECT number FROM tickets INDEXED BY tickets_open_topic
      WHERE topic = ? AND finished_at IS NULL AND number > ? ORDER BY number LIMIT ?
      """, [topic, after, limit]
    ) { row in row.integer(0) }
  }

  func openTickets(aboutStory id: String, after: Int64, limit: Int) throws -> [Int64] {
    guard !id.utf8.contains(0), limit > 0 else { return [] }
    return try all(
      """
      SELECT number FROM tickets INDEXED BY tickets_open_story
      WHERE story = ? AND finished_at IS NULL AND number > ? ORDER BY number LIMIT ?
      """, [id, after, limit]
    ) { row in row.integer(0) }
  }

  func eachContact(from: Double, until: Double, _ body: (StoredContact) throws -> Void) throws {
    try each(
      StoredContact.selection(where: "c.arrived_at >= ?1 AND c.arrived_at < ?2") + " ORDER BY arrived_at, number",
      [from, until]
    ) { row in try body(StoredContact(row)) }
  }
}
