import JSON
import Queueing
import Storage

/// The line in its order, a page at a time: `GET /queue`.
struct LineLookup: QueueLookup {
  private let desk: String?
  private let tier: String?
  private let limit: Int
  private let cursor: PageCursor?
  private let includesDecision: Bool

  /// - Throws: ``RefusedBody`` where a parameter is not what was expected.
  init(_ query: QueryReader) throws {
    desk = query["desk"]
    tier = query["tier"]
    limit = try query.integer("limit", in: 1...1000) ?? 100
    cursor = try query["cursor"].map { text in
      guard let cursor = PageCursor(text: text) else { throw query.refusal("cursor", "what next_cursor was before") }
      return cursor
    }
    includesDecision = try query.choice("include", of: ["decision"]) != nil
    try query.refuseOthers(than: ["desk", "tier", "limit", "cursor", "include"])
  }

  func answer(_ context: QueueReader.Context) throws -> Answer {
    // Further pages show the order as of the first, so that none is missed or shown twice.
    let time = cursor?.time ?? context.now
    let line = context.snapshot.line
    let places = line.page(at: time, after: cursor?.cursor, limit: limit + 1) { lane in
      (desk == nil || lane.desk == desk) && (tier == nil || lane.tier == tier)
    }
    let shown = places.prefix(limit)
    // Some may have been taken since.
    let tickets = try context.store.read { try $0.tickets(numbers: shown.map(\.number)) }.filter {
      $0.state == .waiting
    }
    let next = places.count > limit ? shown.last.map { PageCursor(time: time, last: $0) } : nil
    return .json { json in
      json.object {
        json.key("waiting").number(waiting(in: line))
        json.key("as_of").time(Int(time))
        json.key("tickets").array {
          for ticket in tickets {
            QueueTicket(stored: ticket, wait: context.wait(of: ticket), now: context.now)
              .write(to: json, includesDecision: includesDecision)
          }
        }
        if let next { json.key("next_cursor").string(next.text) } else { json.key("next_cursor").null() }
      }
    }
  }

  /// How many wait of those asked for.
  private func waiting(in line: Line) -> Int {
    line.lanes.reduce(0) { count, lane in
      (desk == nil || lane.desk == desk) && (tier == nil || lane.tier == tier) ? count + line.count(in: lane) : count
    }
  }
}
