import Foundation
import FrontDoors

/// What a system sends of a ticket, in its own format, as recorded and cut to what matters.
struct Webhook: Sendable {
  /// What has happened to the ticket.
  enum Moment: CaseIterable {
    case created, updated, closed
  }

  var system: HookSystem
  var moment = Moment.created
  var severity = "high"
  var delivery = "d-1"

  init(_ system: HookSystem, _ moment: Moment = .created, severity: String = "high", delivery: String = "d-1") {
    (self.system, self.moment, self.severity, self.delivery) = (system, moment, severity, delivery)
  }

  /// What all hooks of a test are signed with.
  static let secret = "0123456789abcdef-a-secret"

  /// The ticket's id in Heed.
  var ticket: String {
    switch system {
    case .chatwoot: "chatwoot-207"
    case .zammad: "zammad-81"
    case .zendesk: "zendesk-35436"
    case .twilio: "twilio-WT0123"
    case .requestTracker: "rt-20"
    case .generic: "T-31"
    }
  }

  /// The request without a signature.
  var call: HookCall {
    let type = system == .twilio ? "application/x-www-form-urlencoded; charset=utf-8" : "application/json"
    var fields = [(name: "Content-Type", value: type)]
    switch system {
    case .chatwoot: fields.append(("X-Chatwoot-Delivery", delivery))
    case .zammad: fields += [("X-Zammad-Trigger", "tell Heed"), ("X-Zammad-Delivery", delivery)]
    case .zendesk: fields.append(("X-Zendesk-Webhook-Invocation-Id", delivery))
    case .requestTracker, .generic: fields.append(("webhook-id", delivery))
    case .twilio: break
    }
    return HookCall(path: "/hooks/\(system.rawValue)", fields: fields, body: body(at: nil))
  }

  /// The request as it is sent at a time, in seconds since 1970.
  func call(at time: Double, secret: String = Webhook.secret) -> HookCall {
    call.with(body: body(at: time)).signed(for: system, secret: secret, at: time)
  }

  private func body(at time: Double?) -> String {
    switch system {
    case .chatwoot: chatwoot
    case .zammad: zammad
    case .zendesk: zendesk
    case .twilio: twilio(at: time)
    case .requestTracker: requestTracker
    case .generic: generic
    }
  }

  private func name(_ names: (created: String, updated: String, closed: String)) -> String {
    switch moment {
    case .created: names.created
    case .updated: names.updated
    case .closed: names.closed
    }
  }
}

// The payloads.
extension Webhook {
  private var chatwoot: String {
    let event = name(("conversation_created", "conversation_updated", "conversation_updated"))
    let status = name(("open", "open", "resolved"))
    return #"""
      {"event":"\#(event)","id":207,"channel":"Channel::Instagram","priority":null,"status":"\#(status)",
       "created_at":1795330800,"labels":[],"custom_attributes":{"severity":"\#(severity)"},
       "messages":[{"id":654,"content":"It is broken – again"}],
       "meta":{"sender":{"id":4,"email":"a@b.c","phone_number":null,"blocked":false,"custom_attributes":{},
        "additional_attributes":{"social_instagram_follower_count":1262,"social_instagram_is_verified_user":false}}}}
      """#
  }

  private var zammad: String {
    let state = name(("new", "open", "closed"))
    return #"""
      {"ticket":{"id":81,"number":"10081","title":"Down","state":"\#(state)","severity":"\#(severity)",
        "priority":{"id":2,"name":"2 normal"},"created_at":"2026-11-22T07:00:00.282Z",
        "customer":{"id":8,"email":"e@x.y","vip":false}},
       "article":{"body":"…","type":"phone"}}
      """#
  }

  private var zendesk: String {
    let (event, status) = (name(("created", "updated", "updated")), name(("New", "Open", "Solved")))
    return #"""
      {"event":"\#(event)","ticket_id":"35436","status":"\#(status)","priority":"Normal","severity":"\#(severity)",
       "channel":"Web form","created_at":"2026-11-22T07:00:00Z","email":"ann@example.com","tags":"","topic":""}
      """#
  }

  /// - Parameter time: what stands in `Timestamp`; nil: nothing.
  private func twilio(at time: Double?) -> String {
    var parameters = [
      ("EventType", name(("task.created", "task.updated", "task.completed"))), ("Sid", delivery),
      ("TaskSid", "WT0123"), ("WorkspaceSid", "WS1"), ("TaskPriority", "0"), ("TaskAge", "0"),
      ("TaskAttributes", #"{"type":"call","from":"+49 30 1234567","name":"Jörg & Co","severity":"\#(severity)"}"#),
    ]
    if let time { parameters.append(("Timestamp", "\(Int(time))")) }
    return parameters.map { name, value in
      "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
    }
    .joined(separator: "&")
  }

  private var requestTracker: String {
    let (event, status) = (name(("create", "update", "resolve")), name(("new", "open", "resolved")))
    return #"""
      {"ticket_id":20,"event":"\#(event)","status":"\#(status)","subject":"It is down","priority":0,"queue":"General",
       "requestor":"ann@example.com","channel":"email","created":"2026-11-22T07:00:00Z",
       "custom_fields":{"Severity":"\#(severity)"}}
      """#
  }

  private var generic: String {
    let event = name(("ticket.created", "ticket.updated", "ticket.closed"))
    return #"{"event":"\#(event)","ticket_id":"T-31","severity":"\#(severity)","email":"ann@example.com"}"#
  }
}
