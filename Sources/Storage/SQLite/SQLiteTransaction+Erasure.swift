extension SQLiteTransaction {
  func eraseCustomer(id: String) throws -> Bool {
    try operation {
      guard !id.utf8.contains(0) else { return false }
      if let open = try openTickets(ofCustomer: id).first {
        throw StorageError.conflict("ticket \(open) waits or is leased, and names the customer: score it again without")
      }
      // Before the tickets, by whose ids some of them are found.
      let hadMessages = try eraseMessages(id)
      let hadProfile = try eraseProfile(id)
      let hadTickets = try eraseTickets(id)
      let hadStories = try changes(
        "UPDATE stories SET customer = NULL, excerpt = NULL, url = NULL WHERE customer = ?", [id])
      return hadMessages || hadProfile || hadTickets || hadStories
    }
  }

  /// Erases what stands under the customer's number.
  private func eraseProfile(_ id: String) throws -> Bool {
    guard let number = try first("SELECT number FROM customers WHERE id = ?", [id], { row in row.integer(0) }) else {
      return false
    }
    for table in ["customer_identities", "accounts", "account_counts", "purchases"] {
      _ = try changes("DELETE FROM \(table) WHERE customer = ?", [number])
    }
    try change("DELETE FROM customers WHERE number = ?", [number])
    current.customers -= 1
    knownCustomer = nil
    return true
  }

  /// Erases the messages that name the customer, and those that name nobody on tickets that go with the customer, as from
  /// before the ticket was known to be theirs. Those on an id that another ticket has by now stay.
  private func eraseMessages(_ id: String) throws -> Bool {
    let numbers = try all(
      """
      SELECT number FROM outbox WHERE customer = ?1
      UNION
      SELECT o.number FROM (
        SELECT id FROM tickets WHERE customer = ?1 AND finished_at IS NOT NULL
        UNION SELECT id FROM contacts WHERE customer = ?1 AND id IS NOT NULL
      ) gone JOIN outbox o ON o.ticket = gone.id
      WHERE o.customer IS NULL
        AND NOT EXISTS (SELECT 1 FROM tickets t WHERE t.id = gone.id AND t.customer IS NOT ?1)
      """, [id]
    ) { row in row.integer(0) }
    for number in numbers { _ = try removeMessage(number: number) }
    return !numbers.isEmpty
  }

  /// Erases what there is of the tickets that are or were the customer's, but leaves to others what is theirs now.
  private func eraseTickets(_ id: String) throws -> Bool {
    let numbers = try all(
      """
      SELECT number FROM tickets WHERE customer = ?1
      UNION SELECT number FROM contacts WHERE customer = ?1
      UNION SELECT number FROM former_customers WHERE customer = ?1
      """, [id]
    ) { row in row.integer(0) }
    for number in numbers {
      let values: [any SQLValue] = [number, id]
      let isTheirs = "number = ?1 AND (customer IS NULL OR customer = ?2)"
      _ = try changes(
        """
        DELETE FROM idempotency_keys WHERE number = ?1
          AND NOT EXISTS (SELECT 1 FROM tickets WHERE number = ?1 AND customer <> ?2)
        """, values)
      // An open ticket stands by its decision, which says nothing of the customer any more.
      _ = try changes(
        """
        DELETE FROM decisions WHERE \(isTheirs)
          AND row IS NOT (SELECT decision FROM tickets WHERE number = ?1 AND finished_at IS NULL)
        """, values)
      _ = try changes(Self.keepContacts + isTheirs + " AND finished_at IS NOT NULL", values)
      _ = try changes("DELETE FROM tickets WHERE \(isTheirs) AND finished_at IS NOT NULL", values)
      _ = try changes("UPDATE contacts SET id = NULL, customer = NULL, story = NULL WHERE \(isTheirs)", values)
    }
    _ = try changes("DELETE FROM former_customers WHERE customer = ?", [id])
    return !numbers.isEmpty
  }
}
