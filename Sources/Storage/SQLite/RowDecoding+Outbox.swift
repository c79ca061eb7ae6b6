internal import GRDB

extension StoredMessage {
  /// All columns, by the order of which ``init(_:)`` reads them.
  static let selection = """
    SELECT number, id, target, ticket, customer, payload, created_at, pending_since, state, attempts, next_at,
      last_attempt_at, last_status, last_error, buried_at
    FROM outbox
    """

  init(_ row: borrowing SQLStatement) throws {
    guard let state = MessageState(rawValue: Int(row.integer(8))) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a message is in no state that there is")
    }
    self.init(
      number: row.integer(0), id: row.text(1), target: row.text(2), ticket: row.text(3), customer: row.optionalText(4),
      payload: row.bytes(5), createdAt: row.double(6), pendingSince: row.double(7), state: state,
      attempts: Int(row.integer(9)), nextAt: row.double(10), lastAttemptAt: row.optionalDouble(11),
      lastStatus: row.optionalInteger(12).map { Int($0) }, lastError: row.optionalText(13),
      buriedAt: row.optionalDouble(14))
  }
}
