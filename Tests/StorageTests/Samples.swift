import Queueing
import Storage
import Testing

/// Tickets, agents and errors for tests.
enum Samples {
  static let standard = Lane(desk: "general", tier: "standard", promiseSeconds: 14_400)
  static let urgent = Lane(desk: "social-care", tier: "urgent", promiseSeconds: 900)

  /// What a test throws to have a transaction rolled back.
  struct Stop: Error {}

  static func ticket(
    _ id: String, lane: Lane = standard, arrivedAt: Double = 1_700_000_000.123, headStartSeconds: Double = 0.1,
    subject: TicketSubject = TicketSubject()
  ) -> NewTicket {
    NewTicket(
      id: id, lane: lane, arrivedAt: arrivedAt, headStartSeconds: headStartSeconds, score: 25.1,
      request: Array(#"{"ticket":{"id":"\#(id)"}}"#.utf8), known: nil, decision: [0, 255, 1],
      decisionID: decisionID(1), decidedAt: arrivedAt, subject: subject, requestDigest: Array(0..<32),
      forecast: StoredForecast(p50Seconds: 240, p90Seconds: 610.5, position: 7, basis: "queue"))
  }

  static func change(
    _ lane: Lane = urgent, headStartSeconds: Double = 33.3, decision: UInt8 = 2,
    subject: TicketSubject = TicketSubject()
  ) -> TicketChange {
    TicketChange(
      lane: lane, headStartSeconds: headStartSeconds, score: 44, request: [2], known: [3], decision: [],
      decisionID: decisionID(decision), decidedAt: 1_700_000_100, subject: subject)
  }

  static func decisionID(_ byte: UInt8) -> [UInt8] { [UInt8](repeating: 0, count: 15) + [byte] }

  /// What is to be stored of a ticket that was just inserted.
  static func stored(_ ticket: NewTicket, number: Int64) -> StoredTicket {
    StoredTicket(
      number: number, id: ticket.id, state: .waiting, lane: ticket.lane, arrivedAt: ticket.arrivedAt,
      headStartSeconds: ticket.headStartSeconds, score: ticket.score, version: 1, request: ticket.request,
      decision: ticket.decision, requestDigest: ticket.requestDigest, forecast: ticket.forecast, lease: nil,
      attempts: 0, finishedAt: nil, customer: ticket.subject.customer)
  }
}

/// Runs `body`, which is to be refused, and returns what kind of error it was; `nil` if there was none.
func kindOfError(_ body: () throws -> Void) -> StorageError.Kind? {
  do {
    try body()
    return nil
  } catch let error as StorageError {
    return error.kind
  } catch {
    Issue.record("not the store's error: \(error)")
    return nil
  }
}

extension TicketReading {
  /// All waiting tickets, as read for a recovery.
  func places() throws -> [Place] {
    var places: [Place] = []
    try eachWaiting { places.append($0) }
    return places
  }

  func leased() throws -> [StoredTicket] {
    var tickets: [StoredTicket] = []
    try eachLeased { tickets.append($0) }
    return tickets
  }

  func served(since: Double) throws -> [ServedTicket] {
    var tickets: [ServedTicket] = []
    try eachServed(since: since) { tickets.append($0) }
    return tickets
  }

  func abandoned(since: Double) throws -> [AbandonedTicket] {
    var tickets: [AbandonedTicket] = []
    try eachAbandoned(since: since) { tickets.append($0) }
    return tickets
  }
}
