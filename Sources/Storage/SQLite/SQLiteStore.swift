private import Synchronization

/// A store in one file, `heed.db`, in a folder of its own, through SQLite.
///
/// It is in WAL mode with `synchronous = FULL`: a commit has reached the disk when it returns, and reading goes on
/// beside it. Each commit waits for the disk, so gather changes and commit them together.
///
/// After an error of the disk the database is opened anew when it is next used, so that the store works again as soon as
/// the cause is gone.
public final class SQLiteStore: Store {
  private struct State {
    var database: SQLiteDatabase?
    /// What the database begins with when it is opened again.
    var repair = SQLiteDatabase.Repair.none
    /// Held as long as the store is open, between two openings of the database too.
    var lock: FolderLock?
  }

  private let folder: StorageFolder
  private let state: Mutex<State>

  /// Opens the database in a folder, and makes what is not there: the folder for its owner alone, the database, its
  /// tables as this version has them.
  /// - Throws: `locked` while another store, in this process or another, has the folder.
  public init(folder path: String) throws(StorageError) {
    folder = StorageFolder(path: path.isEmpty ? "." : path)
    try folder.create()
    let lock = try FolderLock(folder)
    try folder.createDatabase()
    state = Mutex(State(database: try SQLiteDatabase(folder, lock: lock), lock: lock))
  }

  public func transact<R>(_ work: (any StoreTransaction) throws -> R) throws -> R {
    try database().transact(work)
  }

  public func read<R>(_ work: (any StoreReading) throws -> R) throws -> R {
    try database().read(work)
  }

  @discardableResult
  public func scrub() throws -> Bool {
    try database().scrub()
  }

  @discardableResult
  public func compact() throws -> Bool {
    try database().compact()
  }

  public func close() {
    state.withLock { $0 = State() }
  }

  /// The open database, opened again if the last error asks for that.
  func database() throws(StorageError) -> SQLiteDatabase {
    try state.withLock { (state) throws(StorageError) in
      guard let lock = state.lock else { throw .closed }
      if let database = state.database, !database.needsReopening { return database }
      // The old one first: as long as a connection is open, SQLite trusts what is in its memory.
      if let repair = state.database?.nextRepair { state.repair = repair }
      state.database = nil
      guard folder.hasDatabase else {
        throw StorageError(.failed, "\(folder.database) is gone: put it back, or stop the service and start it anew")
      }
      let database = try SQLiteDatabase(folder, lock: lock, repair: state.repair)
      state.database = database
      return database
    }
  }
}
