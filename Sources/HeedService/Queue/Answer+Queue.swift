import HTTPWire
import JSON
import Storage

extension Answer {
  /// JSON that `write` writes.
  static func json(_ status: Status = .ok, fields: [ResponseField] = [], _ write: (JSONWriter) -> Void) -> Answer {
    let json = JSONWriter()
    write(json)
    return Answer(
      head: ResponseHead(status, contentType: MediaType.json, fields: fields), body: [UInt8](json.bytes))
  }

  /// A claim with its ticket.
  ///
  /// - Parameter includesDecision: whether the decision is shown, which whoever made the claim was shown then.
  static func claim(_ ticket: StoredTicket, _ status: Status, now: Double, includesDecision: Bool) -> Answer {
    json(status) { json in
      json.object {
        if let lease = ticket.lease { json.key("claim").claim(lease) }
        json.key("ticket")
        QueueTicket(stored: ticket, wait: nil, now: now).write(to: json, includesDecision: includesDecision)
      }
    }
  }

  /// An agent.
  static func agent(_ view: AgentView, _ status: Status) -> Answer {
    json(status) { view.write(to: $0) }
  }
}
