/// Plays a log of calls again, and asks for a forecast whenever a ticket begins to wait, of what was known by then.
///
/// Every forecast is made before anything of the ticket's future, or of any other's, is told to the estimators. Judged
/// are the tickets that waited and were served: how long the others would have waited is not known.
public struct Backtest: Sendable {
  static let desk = "log"

  private let tiers: [String: PastTier]
  private let settings: ForecastSettings

  /// - Parameters:
  ///   - tiers: Promises and head starts. Tiers that are left out have the same promise and no head start.
  ///   - settings: What the estimators start from.
  public init(tiers: [String: PastTier] = [:], settings: ForecastSettings = ForecastSettings()) {
    self.tiers = tiers
    self.settings = settings
  }

  /// Plays the tickets.
  ///
  /// - Parameters:
  ///   - tickets: In any order.
  ///   - progress: Is called now and then with the number of events played and their total.
  public func run(_ tickets: [PastTicket], progress: (Int, Int) -> Void = { _, _ in }) -> BacktestReport {
    let events = Self.events(of: tickets)
    var replay = BacktestReplay(tickets: tickets, tiers: tiers, settings: settings)
    for (index, event) in events.enumerated() {
      if index % 4096 == 0 { progress(index, events.count) }
      replay.play(event)
    }
    progress(events.count, events.count)
    return replay.report
  }

  /// What happens, in order. At the same moment tickets end first, then others start, and those who arrive then find
  /// what is left.
  private static func events(of tickets: [PastTicket]) -> [BacktestEvent] {
    var events: [BacktestEvent] = []
    events.reserveCapacity(tickets.count * 3)
    for (index, ticket) in tickets.enumerated() {
      events.append(BacktestEvent(time: ticket.arrived, kind: .arrived, ticket: index))
      // One that did not wait leaves as it comes.
      events.append(
        BacktestEvent(time: ticket.left, kind: ticket.waitedSeconds > 0 ? .left : .leftAtOnce, ticket: index))
      if let ended = ticket.ended {
        events.append(BacktestEvent(time: ended, kind: ended > ticket.left ? .ended : .endedAtOnce, ticket: index))
      }
    }
    return events.sorted { one, other in
      (one.time, one.kind.rawValue, one.ticket) < (other.time, other.kind.rawValue, other.ticket)
    }
  }
}

/// Something that happened to a ticket of a log.
struct BacktestEvent: Sendable {
  /// In the order in which they happen at the same moment.
  enum Kind: Int, Sendable {
    case ended, left, arrived, leftAtOnce, endedAtOnce
  }

  let time: Double
  let kind: Kind
  /// The index of the ticket.
  let ticket: Int
}
