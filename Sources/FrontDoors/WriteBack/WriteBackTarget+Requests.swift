public import HTTPClient
import JSON

extension WriteBackTarget {
  /// The request that tells of a notice; nil where it does not concern the system, as after a change of the configuration.
  ///
  /// - Parameter now: when it is sent, in seconds since 1970.
  public func request(for notice: Notice, now: Double) -> OutgoingRequest? {
    guard concerns(notice), let id = ownID(of: notice.facts.ticket).map(Encoding.percent) else { return nil }
    let facts = notice.facts
    switch system {
    case .chatwoot:
      // https://developers.chatwoot.com/api-reference/conversations/toggle-priority
      return request(
        "POST", "/api/v1/accounts/\(Encoding.percent(account))/conversations/\(id)/toggle_priority",
        .init("api_access_token", secret.text)
      ) { $0.key("priority").string(word(facts, .chatwoot)) }
    case .zammad:
      // https://docs.zammad.org/en/latest/api/ticket/index.html#update
      return request("PUT", "/api/v1/tickets/\(id)", .init("Authorization", "Token token=\(secret.text)")) {
        $0.key("priority").string(word(facts, .zammad))
      }
    case .zendesk:
      // https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/#update-ticket
      return request("PUT", "/api/v2/tickets/\(id).json", .init("Authorization", basic("\(user)/token"))) { json in
        json.key("ticket").object { json.key("priority").string(word(facts, .zendesk)) }
      }
    case .twilio: return twilio(notice, id)
    case .requestTracker:
      // https://docs.bestpractical.com/rt/latest/RT/REST2.html
      return request("PUT", "/REST/2.0/ticket/\(id)", .init("Authorization", "token \(secret.text)")) {
        $0.key("Priority").number(priorities[facts.tier].flatMap { Int($0) } ?? PriorityNumber.percent(for: facts))
      }
    case .webhook: return webhook(notice, now)
    }
  }

  /// https://www.twilio.com/docs/taskrouter/api/task#update-a-task-resource
  private func twilio(_ notice: Notice, _ id: String) -> OutgoingRequest {
    // Twilio goes by the priority first, then by this: the task counts as having come earlier than it did.
    let start = min(notice.arrivedAt, notice.at) - notice.facts.secondsAhead
    let priority = priorities[notice.facts.tier] ?? String(PriorityNumber.level(for: notice.facts))
    var form = "Priority=\(Encoding.percent(priority))"
    if start.isFinite, start.magnitude < 1e12, let text = RFC3339.string(Int(start.rounded(.down))) {
      form += "&VirtualStartTime=\(Encoding.percent(text))"
    }
    return OutgoingRequest(
      method: "POST", url: "\(url)/v1/Workspaces/\(Encoding.percent(account))/Tasks/\(id)",
      fields: [
        .init("Content-Type", "application/x-www-form-urlencoded"), .init("Accept", "application/json"),
        .init("Authorization", basic(user)),
      ],
      body: Array(form.utf8))
  }

  /// Signed anew for each attempt, as receivers refuse what is older than some minutes; the id stays.
  private func webhook(_ notice: Notice, _ now: Double) -> OutgoingRequest {
    let body = notice.json
    let fields = StandardWebhooks.fields(
      id: notice.id, timestamp: Int(now.rounded(.down)), body: body, secret: secret)
    return OutgoingRequest(
      method: "POST", url: url, fields: [.init("Content-Type", "application/json")] + fields, body: body)
  }

  private func request(
    _ method: String, _ path: String, _ authorization: OutgoingRequest.Field, members: (JSONWriter) -> Void
  ) -> OutgoingRequest {
    let json = JSONWriter(capacity: 128)
    json.object { members(json) }
    return OutgoingRequest(
      method: method, url: url + path,
      fields: [.init("Content-Type", "application/json"), .init("Accept", "application/json"), authorization],
      body: [UInt8](json.bytes))
  }

  private func basic(_ user: String) -> String { Encoding.basic(user: user, password: secret.bytes) }

  private func word(_ facts: DecisionFacts, _ names: PriorityNames) -> String {
    priorities[facts.tier] ?? names.name(for: facts)
  }
}
