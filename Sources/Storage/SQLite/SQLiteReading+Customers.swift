extension SQLiteReading {
  func customer(id: String) throws -> StoredCustomer? {
    guard !id.utf8.contains(0) else { return nil }
    return try first(StoredCustomer.selection + " WHERE c.id = ?", [id]) { row in StoredCustomer(row) }
  }

  func customer(identity: CustomerIdentity) throws -> StoredCustomer? {
    guard !identity.kind.utf8.contains(0), !identity.value.utf8.contains(0) else { return nil }
    return try first(
      StoredCustomer.selection
        + " JOIN customer_identities i ON c.number = i.customer WHERE i.kind = ? AND i.value = ?",
      [identity.kind, identity.value]
    ) { row in StoredCustomer(row) }
  }

  func identities(ofCustomer number: Int64) throws -> [CustomerIdentity] {
    try all("SELECT kind, value FROM customer_identities WHERE customer = ? ORDER BY kind, value", [number]) { row in
      CustomerIdentity(kind: row.text(0), value: row.text(1))
    }
  }

  func accounts(ofCustomer number: Int64) throws -> [StoredAccount] {
    try all(StoredAccount.selection + " WHERE customer = ? ORDER BY network, handle", [number]) { row in
      StoredAccount(row)
    }
  }

  func account(ofCustomer number: Int64, network: String, handle: String) throws -> StoredAccount? {
    guard !network.utf8.contains(0), !handle.utf8.contains(0) else { return nil }
    return try first(
      StoredAccount.selection + " WHERE customer = ? AND network = ? AND handle = ?", [number, network, handle]
    ) { row in StoredAccount(row) }
  }

  func counts(ofCustomer number: Int64) throws -> [ObservedCount] {
    try all(
      """
      SELECT network, handle, followers, observed_at, source FROM account_counts WHERE customer = ?
      ORDER BY observed_at DESC, network, handle
      """, [number]
    ) { row in
      ObservedCount(
        network: row.text(0), handle: row.text(1), followers: Int(row.integer(2)), observedAt: row.double(3),
        source: row.optionalText(4))
    }
  }

  func purchases(ofCustomer number: Int64) throws -> [StoredPurchase] {
    try all(
      "SELECT id, purchased_at, value FROM purchases WHERE customer = ? ORDER BY purchased_at, number", [number]
    ) { row in StoredPurchase(id: row.optionalText(0), at: row.double(1), value: row.double(2)) }
  }

  func customerCount() throws -> Int {
    try operation { Int(try ledger().customers) }
  }
}
