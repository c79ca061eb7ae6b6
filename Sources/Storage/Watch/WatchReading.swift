/// What can be asked of incidents and of what watchers have learnt.
public protocol WatchReading {
  /// Incidents that go on, or ended at or after a time, the latest start first; at most `limit`.
  func incidents(since: Double, limit: Int) throws -> [StoredIncident]
  func incident(number: Int64) throws -> StoredIncident?

  /// What a watcher keeps under a name, in a form that only it knows.
  func state(_ name: String) throws -> [UInt8]?

  /// All that is kept under names that begin with `prefix`, by name.
  func eachState(prefix: String, _ body: (_ name: String, _ state: [UInt8]) throws -> Void) throws
}
