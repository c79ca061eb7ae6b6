private import Foundation
internal import GRDB
internal import Queueing

extension StoredTicket {
  /// All columns, by the order of which ``init(_:lane:)`` reads them.
  static let selection = """
    SELECT t.number, t.id, t.state, t.lane, t.arrived_at, t.head_start_seconds, t.score, t.version, t.attempts,
      t.forecast_p50_seconds, t.forecast_p90_seconds, t.forecast_position, t.forecast_basis,
      t.agent, t.fence, t.leased_at, t.leased_until, t.finished_at, d.request, d.decision, t.request_digest,
      d.customer
    FROM tickets t JOIN decisions d ON d.row = t.decision
    """
  static let laneColumn: Int32 = 3

  static let byID = selection + " WHERE t.id = ?"
  static let byNumber = selection + " WHERE t.number = ?"
  static let byFence = selection + " WHERE t.state = 1 AND t.fence = ?"

  static var noState: any Error {
    DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a ticket is in no state that there is")
  }

  init(_ row: borrowing SQLStatement, lane: Lane) throws {
    guard let state = TicketState(rawValue: Int(row.integer(2))) else { throw Self.noState }
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
        p50Seconds: row.optionalDouble(9), p90Seconds: row.optionalDouble(10),
        position: row.optionalInteger(11).map { Int($0) }, basis: row.text(12)),
      lease: lease, attempts: Int(row.integer(8)), finishedAt: row.optionalDouble(17),
      customer: row.isNull(21) ? nil : row.text(21))
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
  static let laneColumn: Int32 = 1

  init(_ row: borrowing SQLStatement, lane: Lane) {
    self.init(
      number: row.integer(0), lane: lane, arrivedAt: row.double(2),
      forecast: StoredForecast(
        p50Seconds: row.optionalDouble(3), p90Seconds: row.optionalDouble(4),
        position: row.optionalInteger(5).map { Int($0) }, basis: row.text(6)),
      agent: row.text(7), leasedAt: row.double(8), finishedAt: row.optionalDouble(9), attempts: Int(row.integer(10)))
  }
}

extension StoredAgent {
  init(_ row: borrowing SQLStatement) throws {
    self.init(
      id: row.text(0), state: row.text(1),
      desks: try JSONDecoder().decode([String].self, from: Data(row.bytes(2))), seenAt: row.double(3))
  }

  /// The desks as JSON, which has a place for every character that a name can have.
  func encodedDesks() throws -> String {
    String(decoding: try JSONEncoder().encode(desks), as: UTF8.self)
  }
}
