internal import GRDB
private import Synchronization

/// An open database, and the folder's lock with it: both are let go when the last use has ended.
final class SQLiteDatabase: Sendable {
  private let pool: DatabasePool
  private let lock: FolderLock
  private let lanes = LaneNumbers()
  private let faults: SQLiteFaults
  /// What has to be done before the first transaction.
  private let repair: Mutex<Repair>

  /// What the fault that a database was opened anew for asks for.
  struct Repair {
    /// The log is to be carried over to the file. After a write that was not confirmed the system's memory may have what
    /// the disk has not, and never writes it again by itself: what is added to such a log would be lost with it.
    var movesLog = false
    /// The file was found to be damaged: it is looked through first.
    var checks = false

    static let none = Repair()
  }

  init(_ folder: StorageFolder, lock: FolderLock, repair: Repair = .none) throws(StorageError) {
    self.lock = lock
    self.repair = Mutex(repair)
    faults = SQLiteFaults(folder)
    do {
      pool = try DatabasePool(path: folder.database, configuration: Self.configuration)
      try pool.writeWithoutTransaction(Self.prepareWriter)
      try Self.migrate(pool, folder)
      _ = try pool.read(Ledger.fetch)
    } catch let error as StorageError {
      throw error
    } catch let error as DatabaseError {
      throw StorageError.sqlite(error, in: folder)
    } catch {
      throw StorageError(.failed, "\(folder.database) cannot be opened: \(error)")
    }
  }

  deinit {
    // Nobody uses it any more. The last commits move from the log to the file, so that the file alone is the database:
    // a copy of it is a backup. Should that fail, the next start has the log still.
    if !faults.needsReopening {
      // The writing connection is to be the last: one that only reads cannot take the log away.
      pool.invalidateReadOnlyConnections()
      _ = try? pool.writeWithoutTransaction { db in try db.checkpoint(.truncate) }
    }
    try? pool.close()
  }

  var needsReopening: Bool { faults.needsReopening }

  /// What the next opening is to begin with.
  var nextRepair: Repair {
    let left = repair.withLock { $0 }
    return Repair(movesLog: true, checks: left.checks || faults.hasFoundDamage)
  }

  func transact<R>(_ work: (any StoreTransaction) throws -> R) throws -> R {
    var isCommitting = false
    do {
      try makeRepairs()
      let (result, newLanes) = try pool.writeWithoutTransaction { db in
        try inTransaction(db) {
          let transaction = try SQLiteTransaction(db, lanes: lanes, faults: faults)
          let result = try work(transaction)
          try transaction.storeLedger()
          isCommitting = true
          return (result, transaction.newLanes)
        }
      }
      lanes.add(newLanes)
      return result
    } catch {
      throw isCommitting ? faults.translateCommit(error) : faults.translate(error)
    }
  }

  private func makeRepairs() throws {
    let due = repair.withLock { $0 }
    if due.checks {
      let report = try pool.read { db in try String.fetchOne(db, sql: "PRAGMA quick_check(1)") }
      guard report == "ok" else { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: report) }
    }
    if due.movesLog { _ = try pool.writeWithoutTransaction { db in try db.checkpoint(.truncate) } }
    repair.withLock { $0 = .none }
  }

  func read<R>(_ work: (any StoreReading) throws -> R) throws -> R {
    do {
      return try pool.read { db in
        try work(SQLiteReader(db: db, lanes: lanes, faults: faults))
      }
    } catch {
      throw faults.translate(error)
    }
  }

  /// Carries the log over to the file and cuts it to nothing.
  /// - Returns: false where readers of an older state were in the way for a second.
  func scrub() throws -> Bool {
    do {
      try makeRepairs()
      // SQLite waits for readers as long as for locks, and lets new ones go on beside.
      _ = try pool.writeWithoutTransaction { db in try db.checkpoint(.truncate) }
      return true
    } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY || error.resultCode == .SQLITE_LOCKED {
      return false
    } catch {
      throw faults.translate(error)
    }
  }

  /// `secure_delete` has zeros written over what is deleted. But where SQLite balances a tree, it moves rows to another
  /// page and leaves the old bytes in the gap between the page's pointers and its rows (`rebuildPage` in its `btree.c`),
  /// where no deletion finds them.
  func compact() throws -> Bool {
    do {
      try makeRepairs()
      try pool.writeWithoutTransaction { db in
        // In a file, as the copy is as large as the database.
        try db.execute(sql: "PRAGMA temp_store = FILE")
        defer { try? db.execute(sql: "PRAGMA temp_store = MEMORY") }
        try db.execute(sql: "VACUUM")
      }
    } catch {
      throw faults.translate(error)
    }
    return try scrub()
  }

  /// Does what `pool.write` would, with statements that are kept: it has SQLite read `BEGIN` and `COMMIT` anew each time,
  /// which takes as long as a change of one ticket.
  private func inTransaction<R>(_ db: Database, _ work: () throws -> R) throws -> R {
    try db.cachedStatement(sql: "BEGIN IMMEDIATE TRANSACTION").execute()
    do {
      let result = try work()
      try db.cachedStatement(sql: "COMMIT TRANSACTION").execute()
      return result
    } catch {
      // What went wrong first is to be known. SQLite may have rolled back by itself.
      try? db.rollback()
      // A connection that cannot leave its transaction would refuse every further one.
      if db.isInsideTransaction { faults.suspectConnections() }
      throw error
    }
  }

  /// Does something on the writing connection, outside a transaction. For tests.
  func onWriter<R>(_ work: (Database) throws -> R) throws -> R {
    try pool.writeWithoutTransaction(work)
  }

  /// Has it opened anew before the next use. For tests, as no disk fails when told to.
  func suspect() { faults.suspectConnections() }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    // Only an operator's shell can be in the way. Whoever waits for a commit is not to wait long for that.
    configuration.busyMode = .timeout(1)
    configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8000") }
    return configuration
  }

  /// Settings of the writing connection alone. GRDB chooses `synchronous = NORMAL` in WAL mode, under which the last
  /// commits before a power failure are lost: they have been acknowledged, so each is to reach the disk. What is erased is
  /// to be gone, so that zeros are written over it; Debian's SQLite does that by itself, others do not.
  ///
  /// Its memory is small on purpose. Where a transaction has balanced a tree, SQLite goes through all of it at the end:
  /// pages are renumbered by way of page 1 GiB / page size, and the cache is then cut down to what the database has. With
  /// 64 MB that took a millisecond and more. What changes together has room in a quarter, and the system keeps the rest.
  private static func prepareWriter(_ db: Database) throws {
    try db.execute(
      sql: """
        PRAGMA synchronous = FULL;
        PRAGMA cache_size = -16000;
        PRAGMA wal_autocheckpoint = 2000;
        PRAGMA journal_size_limit = 67108864;
        PRAGMA secure_delete = ON;
        """)
    guard try Int.fetchOne(db, sql: "PRAGMA synchronous") == 2 else {
      throw DatabaseError(message: "SQLite does not take synchronous = FULL")
    }
  }

  private static func migrate(_ pool: DatabasePool, _ folder: StorageFolder) throws {
    let migrator = SQLiteSchema.migrator
    let (application, isEmpty, isNewer) = try pool.read { db in
      (
        try Int64.fetchOne(db, sql: "PRAGMA application_id") ?? 0,
        try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") == 0,
        try migrator.hasBeenSuperseded(db)
      )
    }
    guard application == SQLiteSchema.applicationID || (application == 0 && isEmpty) else {
      throw StorageError(
        .corrupt, "\(folder.database) is another program's database: move it away, or give another folder")
    }
    guard !isNewer else {
      throw StorageError(
        .newer, "\(folder.database) was written by a newer version of Heed: install that one, or give another folder")
    }
    try migrator.migrate(pool)
  }
}
