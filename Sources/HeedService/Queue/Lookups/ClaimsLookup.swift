import JSON
import Storage

/// The live claims, the oldest first: `GET /queue/claims`.
struct ClaimsLookup: QueueLookup {
  func answer(_ context: QueueReader.Context) throws -> Answer {
    let tickets = try context.store.read { reading in
      var tickets: [QueueTicket] = []
      try reading.eachLeased { tickets.append(QueueTicket(stored: $0, wait: nil, now: context.now)) }
      return tickets
    }
    return .json { json in
      json.object {
        json.key("claims").array { for ticket in tickets { ticket.write(to: json, includesDecision: false) } }
      }
    }
  }
}
