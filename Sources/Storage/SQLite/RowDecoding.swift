private import Foundation
internal import GRDB
internal import Queueing

extension StoredTicket {
  /// All columns, by the order of which ``init(_:lane:)`` reads them.
  static let selection = """
    SELECT t.number, t.id, t.state, t.lane, t.arrived_at, t.head_start_seconds, t.score, t.version, t.attempts,
      t.forecast_p50_seconds, t.forecast_p90_seconds, t.forecast_position, t.forecast_basis,
      t.agent, t.fence, t.leased_at, t.leased_until, t.finished_at, b.request, b.decision, b.request_digest
    FROM tickets t JOIN ticket_bodies b ON b.number = t.number
    """
  static let laneColumn: Int32 = 3

  static let byID = selection + " WHERE t.id = ?"
  static let byNumber = selection + " WHERE t.number = ?"
  static let byFence = selection + " WHERE t.state = 1 AND t.fence = ?"

  init(_ row: borrowing SQLStatement, lane: Lane) throws {
    guard let state = TicketState(rawValue: Int(row.integer(2))) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a ticket is in no state that there is")
    }
    let lease =
      row.isNull(13)
      ? nil
      : StoredLease(
        agent: row.text(13), fence: row.integer(14), leasedAt: row.double(15), leasedUntil: row.double(16))
    self.init(
      number: row.integer(0), id: row.text(1), state: state, lane: lane, arrivedAt: row.double(4),
      headStartSeconds: row.double(5), score: row.double(6), version: row.integer(7), request: row.bytes(18),
      decision: row.bytes(19), requestDigest: row.bytes(20),
      forecast: StoredForecast(
        p50Seconds: row.isNull(9) ? nil : row.double(9), p90Seconds: row.isNull(10) ? nil : row.double(10),
        position: row.isNull(11) ? nil : Int(row.integer(11)), basis: row.text(12)),
      lease: lease, attempts: Int(row.integer(8)), finishedAt: row.isNull(17) ? nil : row.double(17))
  }
}

extension ServedTicket {
  /// Done tickets are found by when they finished, which was after they were taken.
  static let selection = """
    WITH served (number, lane, arrived_at, p50, p90, position, basis, agent, leased_at, finished_at, attempts) AS (
      SELECT number, lane, arrived_at, forecast_p50_seconds, forecast_p90_seconds, forecast_position, forecast_basis,
        agent, leased_at, finished_at, attempts
      FROM tickets WHERE state = 2 AND finished_at >= ?1
      UNION ALL
      SELECT number, lane, arrived_at, forecast_p50_seconds, forecast_p90_seconds, forecast_position, forecast_basis,
        agent, leased_at, finished_at, attempts
      FROM tickets WHERE state = 1
    )
    SELECT * FROM served WHERE leased_at >= ?1 ORDER BY leased_at, number
    """
  static let laneColumn = 1

  init(_ row: Row, lane: Lane) {
    self.init(
      number: row[0], lane: lane, arrivedAt: row[2],
      forecast: StoredForecast(p50Seconds: row[3], p90Seconds: row[4], position: row[5], basis: row[6]),
      agent: row[7], leasedAt: row[8], finishedAt: row[9], attempts: row[10])
  }
}

extension StoredAgent {
  init(_ row: Row) throws {
    let desks: String = row[2]
    self.init(
      id: row[0], state: row[1], desks: try JSONDecoder().decode([String].self, from: Data(desks.utf8)),
      seenAt: row[3])
  }

  /// The desks as JSON, which has a place for every character that a name can have.
  func encodedDesks() throws -> String {
    String(decoding: try JSONEncoder().encode(desks), as: UTF8.self)
  }
}
