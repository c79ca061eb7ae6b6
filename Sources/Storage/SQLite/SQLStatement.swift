internal import GRDB
private import GRDBSQLite

/// A statement that GRDB has prepared, bound and read through SQLite's own functions: through GRDB's values and rows each
/// value takes an allocation or two, and a transaction has a dozen statements.
///
/// It is of use as long as the access to the database in which it was made.
struct SQLStatement: ~Copyable {
  private let db: Database
  private let statement: Statement
  private var handle: OpaquePointer { statement.sqliteStatement }

  /// - Parameter statement: nobody else uses it meanwhile.
  init(_ statement: Statement, _ db: Database, _ values: [any SQLValue] = []) throws {
    for (index, value) in values.enumerated() {
      let code = value.bind(to: statement.sqliteStatement, at: Int32(index + 1))
      if code != SQLITE_OK { throw Self.error(code, db) }
    }
    self.db = db
    self.statement = statement
  }

  /// One that is prepared once for each connection. It must have ended before the same is made again.
  init(cached sql: String, _ db: Database, _ values: [any SQLValue] = []) throws {
    try self.init(try db.cachedStatement(sql: sql), db, values)
  }

  deinit {
    // An error that this tells again was thrown by the step that had it.
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }

  /// Goes on to the next row.
  /// - Returns: false where there is none.
  func step() throws -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: true
    case SQLITE_DONE: false
    case let code: throw Self.error(code, db)
    }
  }

  /// Does all that it does.
  /// - Returns: how many rows that changed, if it is one that changes any.
  func run() throws -> Int {
    while try step() {}
    return Int(sqlite3_changes(db.sqliteConnection))
  }

  private static func error(_ code: Int32, _ db: Database) -> DatabaseError {
    let connection = db.sqliteConnection
    // What the connection says is of the last error, which may be another one where no memory was left for it.
    let extended = sqlite3_extended_errcode(connection)
    return DatabaseError(
      resultCode: ResultCode(rawValue: extended & 0xFF == code & 0xFF ? extended : code),
      message: sqlite3_errmsg(connection).map { String(cString: $0) })
  }
}

// The columns of the row that it has come to, from 0 on.
extension SQLStatement {
  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }
  func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }
  func double(_ column: Int32) -> Double { sqlite3_column_double(handle, column) }
  func boolean(_ column: Int32) -> Bool { integer(column) != 0 }

  func text(_ column: Int32) -> String {
    guard let start = sqlite3_column_text(handle, column) else { return "" }
    let count = Int(sqlite3_column_bytes(handle, column))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  func bytes(_ column: Int32) -> [UInt8] {
    guard let start = sqlite3_column_blob(handle, column) else { return [] }
    return [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
  }

  // Those that may be null.
  func optionalInteger(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }
  func optionalDouble(_ column: Int32) -> Double? { isNull(column) ? nil : double(column) }
  func optionalBoolean(_ column: Int32) -> Bool? { isNull(column) ? nil : boolean(column) }
  func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }
  func optionalBytes(_ column: Int32) -> [UInt8]? { isNull(column) ? nil : bytes(column) }
}
