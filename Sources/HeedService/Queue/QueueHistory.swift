import Queueing
import Storage

/// What happened at the queue lately, read from a store, for estimators to learn again.
struct QueueHistory {
  private struct Event {
    enum Kind {
      case arrived
      /// With what was forecast, where that was; of a first start alone.
      case started(waited: Double, Forecast?)
      case completed(handling: Double)
      case abandoned(waited: Double)
    }

    let at: Double
    let lane: Int32
    let kind: Kind
  }

  /// How far it goes back, in seconds, as long as there is not too much in that: an hour tells how fast agents are now,
  /// a day when in it tickets come, and a week that more surely.
  private static let spans: [Double] = [3600, 86_400, 7 * 86_400]
  /// With so many tickets in a span the next longer one is left out: a restart is not to take long for it.
  private static let enough = 50_000

  private var events: [Event] = []
  private(set) var lanes: [Lane] = []
  private var indices: [Lane: Int32] = [:]
  private var tickets = 0

  /// When the last of it happened; 0 where nothing did.
  private(set) var lastTime = 0.0

  init(of reading: any StoreReading, until now: Double) throws {
    for span in Self.spans where tickets < Self.enough {
      (events, tickets) = ([], 0)
      try reading.eachServed(since: now - span) { add($0) }
      try reading.eachAbandoned(since: now - span) { add($0) }
    }
    events.sort { $0.at < $1.at }
    lastTime = events.last?.at ?? 0
  }

  private mutating func add(_ ticket: ServedTicket) {
    let lane = index(of: ticket.lane)
    let waited = max(0, ticket.leasedAt - ticket.arrivedAt)
    let isFirst = ticket.attempts == 1
    events.append(Event(at: ticket.arrivedAt, lane: lane, kind: .arrived))
    events.append(
      Event(
        at: ticket.leasedAt, lane: lane,
        kind: .started(waited: waited, isFirst ? Forecast(ticket.forecast) : nil)))
    // One that was done the moment it was taken was worked on elsewhere.
    if let finished = ticket.finishedAt, finished > ticket.leasedAt {
      let handling = max(0, finished - ticket.leasedAt)
      events.append(Event(at: finished, lane: lane, kind: .completed(handling: handling)))
    }
    tickets += 1
  }

  private mutating func add(_ ticket: AbandonedTicket) {
    let lane = index(of: ticket.lane)
    let waited = max(0, ticket.abandonedAt - ticket.arrivedAt)
    events.append(Event(at: ticket.arrivedAt, lane: lane, kind: .arrived))
    events.append(Event(at: ticket.abandonedAt, lane: lane, kind: .abandoned(waited: waited)))
    tickets += 1
  }

  private mutating func index(of lane: Lane) -> Int32 {
    if let index = indices[lane] { return index }
    lanes.append(lane)
    indices[lane] = Int32(lanes.count - 1)
    return Int32(lanes.count - 1)
  }

  /// Tells the estimators all of it, in the order in which it happened.
  func teach(_ rates: inout RateEstimators) {
    for event in events {
      let lane = lanes[Int(event.lane)]
      switch event.kind {
      case .arrived: rates.arrived(lane: lane, headStartSeconds: 0, at: event.at)
      case .started(let waited, let forecast):
        rates.started(lane: lane, waitedSeconds: waited, queueExisted: waited > 1, at: event.at)
        guard let forecast else { continue }
        rates.forecastCameTrue(lane: lane, forecast: forecast, waitedSeconds: waited, at: event.at)
      case .completed(let handling): rates.completed(desk: lane.desk, handlingSeconds: handling, at: event.at)
      case .abandoned(let waited): rates.abandoned(lane: lane, waitedSeconds: waited, at: event.at)
      }
    }
  }
}

extension Forecast {
  /// What was forecast of a ticket when it was enqueued; nil where that was nothing.
  init?(_ stored: StoredForecast) {
    guard let p50 = stored.p50Seconds, let p90 = stored.p90Seconds else { return nil }
    self.init(p50Seconds: p50, p90Seconds: p90, position: stored.position ?? 1)
  }
}
