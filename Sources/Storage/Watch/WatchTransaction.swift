/// What can be changed of incidents and of what watchers have learnt.
public protocol WatchTransaction: WatchReading {
  /// Stores an incident, in place of the one of the same number; 0 stands for a new one.
  /// - Returns: its number; that of a new one no other had before.
  /// - Throws: a conflict where there is none of its number.
  func putIncident(_ incident: StoredIncident) throws -> Int64

  /// Forgets incidents that ended before a time.
  func pruneIncidents(endedBefore: Double) throws

  /// Keeps a state under a name; nil: none any more.
  func putState(_ state: [UInt8]?, name: String) throws
}
