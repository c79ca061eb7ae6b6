import FrontDoors
import JSON
import Storage

/// The messages of the outbox, a page at a time, and how their targets do: `GET /outbox`.
struct OutboxLookup: QueueLookup {
  private let state: MessageState?
  private let target: String?
  private let limit: Int
  private let after: Int64
  private let figures: WriteBackFigures

  /// - Parameter figures: the worker's.
  /// - Throws: ``RefusedBody`` where a parameter is not what was expected.
  init(_ query: QueryReader, _ figures: WriteBackFigures) throws {
    state = try query.choice("state", of: ["pending", "dead"]).map { $0 == "dead" ? .dead : .pending }
    target = query["target"]
    limit = try query.integer("limit", in: 1...1000) ?? 100
    after =
      try query["cursor"].map { text in
        guard let number = Int64(text), number >= 0 else {
          throw query.refusal("cursor", "what next_cursor was before")
        }
        return number
      } ?? 0
    try query.refuseOthers(than: ["state", "target", "limit", "cursor"])
    self.figures = figures
  }

  func answer(_ context: QueueReader.Context) throws -> Answer {
    var figures = figures
    let messages = try context.store.read { reading in
      figures.take(try reading.outboxCounts())
      return try reading.messages(state: state, target: target, after: after, limit: limit + 1)
    }
    return .json { json in
      json.object {
        json.key("as_of").time(Int(context.now))
        json.key("targets").array {
          for target in figures.targets { json.outboxTarget(target, now: context.now) }
        }
        json.key("messages").array {
          for message in messages.prefix(limit) { json.object { json.message(message) } }
        }
        if messages.count > limit {
          json.key("next_cursor").string("\(messages[limit - 1].number)")
        } else {
          json.key("next_cursor").null()
        }
      }
    }
  }
}

extension JSONWriter {
  /// Writes the members of a message, all but what it says.
  func message(_ message: StoredMessage) {
    key("id").string(message.id)
    key("target").string(message.target)
    key("ticket").string(message.ticket)
    if let notice = Notice(id: message.id, json: message.payload) {
      key("event").string(notice.event.rawValue)
    } else {
      key("event").null()
    }
    key("state").string(message.state == .dead ? "dead" : "pending")
    key("created_at").time(Int(message.createdAt))
    key("attempts").number(message.attempts)
    if message.state == .pending { key("next_at").time(Int(message.nextAt)) } else { key("next_at").null() }
    if let status = message.lastStatus { key("last_status").number(status) } else { key("last_status").null() }
    if let error = message.lastError { key("last_error").string(error) } else { key("last_error").null() }
  }

  fileprivate func outboxTarget(_ target: WriteBackFigures.Target, now: Double) {
    object {
      key("target").string(target.name)
      if let system = target.system { key("system").string(system.rawValue) } else { key("system").null() }
      key("pending").number(target.counts.pending)
      key("dead").number(target.counts.dead)
      key("oldest_seconds").optional(target.counts.oldestCreatedAt.map { max(0, now - $0) })
      key("circuit")
      switch target.circuit {
      case .closed: string("closed" as StaticString)
      case .open: string("open" as StaticString)
      case .halfOpen: string("half-open" as StaticString)
      }
      if case .open(let until) = target.circuit {
        key("reopens_at").time(Int(until))
      } else {
        key("reopens_at").null()
      }
    }
  }
}
