extension SQLiteReading {
  func story(id: String) throws -> StoredStory? {
    guard !id.utf8.contains(0) else { return nil }
    let story = try first(StoredStory.selection + " WHERE s.id = ?", [id]) { row in StoredStory(row) }
    if let story { return story }
    return try first(
      StoredStory.selection + " JOIN story_copies c ON c.story = s.number WHERE c.copy = ?", [id]
    ) { row in StoredStory(row) }
  }

  func copies(ofStory id: String) throws -> [String] {
    guard !id.utf8.contains(0) else { return [] }
    return try all(
      """
      SELECT c.copy FROM story_copies c JOIN stories s ON s.number = c.story WHERE s.id = ? ORDER BY c.number
      """, [id]
    ) { row in row.text(0) }
  }

  func eachLiveStory(_ body: (StoredStory) throws -> Void) throws {
    try each(StoredStory.selection + " WHERE s.is_live = 1 ORDER BY s.number") { row in try body(StoredStory(row)) }
  }

  func stories(sharedSince: Double, limit: Int) throws -> [StoredStory] {
    guard limit > 0 else { return [] }
    return try all(
      StoredStory.selection + " WHERE s.last_share_at >= ? ORDER BY s.last_share_at DESC, s.number DESC LIMIT ?",
      [sharedSince, limit]
    ) { row in StoredStory(row) }
  }
}

extension SQLiteReading {
  func incidents(since: Double, limit: Int) throws -> [StoredIncident] {
    guard limit > 0 else { return [] }
    return try all(
      StoredIncident.selection
        + " WHERE ended_at IS NULL OR ended_at >= ? ORDER BY started_at DESC, number DESC LIMIT ?",
      [since, limit]
    ) { row in StoredIncident(row) }
  }

  func incident(number: Int64) throws -> StoredIncident? {
    try first(StoredIncident.selection + " WHERE number = ?", [number]) { row in StoredIncident(row) }
  }

  func state(_ name: String) throws -> [UInt8]? {
    guard !name.utf8.contains(0) else { return nil }
    return try first("SELECT state FROM states WHERE name = ?", [name]) { row in row.bytes(0) }
  }

  func eachState(prefix: String, _ body: (_ name: String, _ state: [UInt8]) throws -> Void) throws {
    guard !prefix.utf8.contains(0) else { return }
    // Names are in the order of their bytes, so that all with the prefix come one after the other. 0xFF is no byte of any.
    try each(
      """
      SELECT name, state FROM states WHERE name >= ?1 AND name < CAST(CAST(?1 AS BLOB) || x'FF' AS TEXT) ORDER BY name
      """, [prefix]
    ) { row in try body(row.text(0), row.bytes(1)) }
  }
}
