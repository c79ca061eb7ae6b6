extension SQLiteTransaction {
  func putCustomer(id: String, profile: [UInt8], at: Double) throws -> StoredCustomer {
    try operation {
      try check(id)
      try check(numbers: at)
      var customer = StoredCustomer(
        number: current.lastCustomer + 1, id: id, version: 1, profile: profile, updatedAt: at)
      let isNew = try changes(
        "INSERT INTO customers (number, id, profile, updated_at) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
        [customer.number, id, profile, at])
      if isNew {
        current.lastCustomer = customer.number
        current.customers += 1
      } else {
        let stored = try first(
          """
          UPDATE customers SET profile = ?, updated_at = ?, version = version + 1 WHERE id = ?
          RETURNING number, version
          """, [profile, at, id]
        ) { row in (row.integer(0), row.integer(1)) }
        guard let stored else { throw StorageError.conflict("the customer is gone") }
        (customer.number, customer.version) = stored
      }
      knownCustomer = customer.number
      return customer
    }
  }

  func touchCustomer(number: Int64) throws {
    try operation {
      try change(
        "UPDATE customers SET version = version + 1 WHERE number = ?", [number], orConflict: Self.unknown(number))
    }
  }

  func setIdentities(_ identities: [CustomerIdentity], ofCustomer number: Int64) throws {
    try operation {
      for identity in identities { try check(identity.kind, identity.value) }
      try checkCustomer(number)
      let before = try self.identities(ofCustomer: number)
      var added: [CustomerIdentity] = []
      for identity in identities where !(before + added).contains(where: identity.isSame) {
        let isFree = try changes(
          "INSERT INTO customer_identities (kind, value, customer) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
          [identity.kind, identity.value, number])
        guard isFree else {
          for identity in added { try remove(identity) }
          throw StorageError.conflict("\(identity.kind):\(identity.value) is another customer's")
        }
        added.append(identity)
      }
      for identity in before where !identities.contains(where: identity.isSame) { try remove(identity) }
    }
  }

  private func remove(_ identity: CustomerIdentity) throws {
    _ = try changes(
      "DELETE FROM customer_identities WHERE kind = ? AND value = ?", [identity.kind, identity.value])
  }

  func putAccount(_ account: StoredAccount, ofCustomer number: Int64) throws {
    try operation {
      try check(account.network, account.handle, account.source)
      try check(numbers: account.observedAt)
      try checkCustomer(number)
      try change(
        """
        INSERT INTO accounts (customer, network, handle, facts, observed_at, source) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (customer, network, handle)
        DO UPDATE SET facts = excluded.facts, observed_at = excluded.observed_at, source = excluded.source
        """, [number, account.network, account.handle, account.facts, account.observedAt, account.source])
    }
  }

  func removeAccount(ofCustomer number: Int64, network: String, handle: String) throws -> Bool {
    try operation {
      guard !network.utf8.contains(0), !handle.utf8.contains(0) else { return false }
      let values: [any SQLValue] = [number, network, handle]
      let account = "WHERE customer = ? AND network = ? AND handle = ?"
      _ = try changes("DELETE FROM account_counts \(account)", values)
      return try changes("DELETE FROM accounts \(account)", values)
    }
  }

  func record(_ count: ObservedCount, ofCustomer number: Int64, keep: Int) throws {
    try operation {
      try check(count.network, count.handle, count.source)
      try check(numbers: count.observedAt)
      try checkCustomer(number)
      try change(
        """
        INSERT INTO account_counts (customer, network, handle, observed_at, followers, source)
        VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (customer, network, handle, observed_at)
        DO UPDATE SET followers = excluded.followers, source = excluded.source
        """, [number, count.network, count.handle, count.observedAt, count.followers, count.source])
      _ = try changes(
        """
        DELETE FROM account_counts WHERE customer = ?1 AND network = ?2 AND handle = ?3 AND observed_at <= (
          SELECT observed_at FROM account_counts WHERE customer = ?1 AND network = ?2 AND handle = ?3
          ORDER BY observed_at DESC LIMIT 1 OFFSET ?4)
        """, [number, count.network, count.handle, max(0, keep)])
    }
  }

  func addPurchase(_ purchase: StoredPurchase, ofCustomer number: Int64) throws -> Bool {
    try operation {
      try check(purchase.id)
      try check(numbers: purchase.at, purchase.value)
      try checkCustomer(number)
      return try changes(
        """
        INSERT INTO purchases (customer, id, purchased_at, value) VALUES (?, ?, ?, ?)
        ON CONFLICT (customer, id) WHERE id IS NOT NULL DO NOTHING
        """, [number, purchase.id, purchase.at, purchase.value])
    }
  }

  /// Looks whether there is a customer of this number: what belongs to nobody would never be found, nor erased.
  private func checkCustomer(_ number: Int64) throws {
    guard number != knownCustomer else { return }
    guard try first("SELECT 1 FROM customers WHERE number = ?", [number], { _ in true }) != nil else {
      throw StorageError.conflict(Self.unknown(number))
    }
    knownCustomer = number
  }

  private static func unknown(_ number: Int64) -> String { "no customer has the number \(number)" }
}

extension CustomerIdentity {
  /// Whether they are the same to the store. To Swift two ways to write the same character are one.
  fileprivate func isSame(_ other: CustomerIdentity) -> Bool {
    kind.utf8.elementsEqual(other.kind.utf8) && value.utf8.elementsEqual(other.value.utf8)
  }
}
