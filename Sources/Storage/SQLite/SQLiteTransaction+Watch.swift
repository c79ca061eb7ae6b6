internal import GRDB

extension SQLiteTransaction {
  func putIncident(_ incident: StoredIncident) throws -> Int64 {
    try operation {
      try check(incident.topic)
      try check(
        numbers: incident.startedAt, incident.openedAt, incident.endedAt, incident.expected, incident.probability,
        incident.peakProbability)
      let values: [any SQLValue] = [
        incident.topic, incident.startedAt, incident.openedAt, incident.endedAt, incident.size, incident.expected,
        incident.probability, incident.peakProbability,
      ]
      guard incident.number == 0 else {
        try change(
          """
          UPDATE incidents SET topic = ?, started_at = ?, opened_at = ?, ended_at = ?, size = ?, expected = ?,
            probability = ?, peak_probability = ? WHERE number = ?
          """, values + [incident.number], orConflict: "no incident has the number \(incident.number)")
        return incident.number
      }
      try change(
        """
        INSERT INTO incidents (topic, started_at, opened_at, ended_at, size, expected, probability, peak_probability)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """, values)
      return db.lastInsertedRowID
    }
  }

  func pruneIncidents(endedBefore: Double) throws {
    try operation { _ = try changes("DELETE FROM incidents WHERE ended_at < ?", [endedBefore]) }
  }

  func putState(_ state: [UInt8]?, name: String) throws {
    try operation {
      try check(name)
      guard let state else {
        _ = try changes("DELETE FROM states WHERE name = ?", [name])
        return
      }
      try change(
        "INSERT INTO states (name, state) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET state = excluded.state",
        [name, state])
    }
  }
}
