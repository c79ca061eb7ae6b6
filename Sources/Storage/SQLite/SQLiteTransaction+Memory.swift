extension SQLiteTransaction {
  func putOutcome(_ outcome: StoredOutcome, ofTicket number: Int64) throws {
    try operation {
      try check(numbers: outcome.satisfaction, outcome.sentiment, outcome.at)
      try change(
        """
        INSERT OR REPLACE INTO outcomes
          (number, is_founded, is_company_fault, is_resolved, is_abuse, satisfaction, sentiment, reported_at)
        SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8
        WHERE EXISTS (SELECT 1 FROM tickets WHERE number = ?1) OR EXISTS (SELECT 1 FROM contacts WHERE number = ?1)
        """,
        [
          number, outcome.isFounded, outcome.isCompanyFault, outcome.isResolved, outcome.isAbuse, outcome.satisfaction,
          outcome.sentiment, outcome.at,
        ], orConflict: "no contact has the number \(number)")
    }
  }

  func pruneMemory(before: Double, limit: Int) throws -> Int {
    try operation {
      guard limit > 0 else { return 0 }
      let values: [any SQLValue] = [before, limit]
      let decisions = try SQLStatement(
        cached: """
          DELETE FROM decisions WHERE row IN (
            SELECT row FROM decisions d WHERE decided_at < ?
              AND NOT EXISTS (SELECT 1 FROM tickets t WHERE t.number = d.number AND t.decision = d.row)
            ORDER BY decided_at, row LIMIT ?)
          """, db, values
      ).run()
      let old = """
        (SELECT number FROM contacts c WHERE arrived_at < ?
          AND NOT EXISTS (SELECT 1 FROM decisions d WHERE d.number = c.number)
        ORDER BY arrived_at, number LIMIT ?)
        """
      _ = try changes("DELETE FROM outcomes WHERE number IN \(old)", values)
      _ = try changes("DELETE FROM former_customers WHERE number IN \(old)", values)
      let contacts = try SQLStatement(cached: "DELETE FROM contacts WHERE number IN \(old)", db, values).run()
      return max(decisions, contacts)
    }
  }
}
