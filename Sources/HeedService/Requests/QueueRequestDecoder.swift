import HTTPWire
import JSON
import Queueing

/// Reads the bodies of the queue's requests, but for those that are scored. What is left out has a default.
struct QueueRequestDecoder {
  private var fields = FieldReader()

  /// The most desks of an agent or a claim.
  private static let mostDesks = 64

  /// What `POST /queue/claims` says.
  struct Claim {
    var agent = ""
    var desks: [String]?
    var leaseSeconds: Double?
    var waitSeconds = 0.0
  }

  /// What `PUT /agents/{agent}` says.
  struct AgentState {
    var state = Agent.State.available
    var desks: [String] = []
  }

  /// - Throws: ``RefusedBody`` with all fields that are wrong.
  mutating func claim(_ value: JSONValue, _ configuration: QueueConfiguration) throws -> Claim {
    var claim = Claim()
    try read(value, QueueKeys.tables.claim) { key, value, fields in
      switch key {
      case .agent: claim.agent = fields.text(value).map { String($0) } ?? ""
      case .desks: claim.desks = Self.desks(value, &fields)
      case .leaseSeconds: claim.leaseSeconds = fields.number(value, in: 1...configuration.mostLeaseSeconds)
      case .waitSeconds: claim.waitSeconds = fields.number(value, in: 0...configuration.mostWaitSeconds) ?? 0
      }
    } atEnd: { fields in
      fields.required(claim.agent.isEmpty ? nil : claim.agent, "agent", in: value, "the name of the agent")
    }
    return claim
  }

  /// What `POST /queue/claims/{fence}/extend` says: the seconds from now.
  mutating func leaseSeconds(_ value: JSONValue, _ configuration: QueueConfiguration) throws -> Double? {
    var seconds: Double?
    try read(value, QueueKeys.tables.lease) { key, value, fields in
      switch key {
      case .leaseSeconds: seconds = fields.number(value, in: 1...configuration.mostLeaseSeconds)
      }
    } atEnd: { _ in
    }
    return seconds
  }

  mutating func agent(_ value: JSONValue) throws -> AgentState {
    var agent = AgentState()
    var desks: [String]?
    try read(value, QueueKeys.tables.agent) { key, value, fields in
      switch key {
      case .desks: desks = Self.desks(value, &fields)
      case .state:
        if let text = value.text, let state = Agent.State(rawValue: String(text)) {
          agent.state = state
        } else {
          fields.wrong(value, "one of " + Agent.State.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", "))
        }
      }
    } atEnd: { fields in
      fields.required(desks, "desks", in: value, "the desks that the agent serves")
    }
    agent.desks = desks ?? []
    return agent
  }

  private mutating func read<Key>(
    _ value: JSONValue, _ keys: JSONKeys<Key>, _ take: (Key, JSONValue, inout FieldReader) -> Void,
    atEnd: (inout FieldReader) -> Void
  ) throws(RefusedBody) {
    fields.begin(value)
    if value.isNull { fields.null(value, "an object") }
    var members = fields.members(value, by: keys)
    while let (key, value) = members.next(&fields) { take(key, value, &fields) }
    atEnd(&fields)
    guard fields.errors.isEmpty else { throw RefusedBody(problem: Problem(fields.errors)) }
  }

  private static func desks(_ value: JSONValue, _ fields: inout FieldReader) -> [String]? {
    guard let array = fields.array(value) else { return nil }
    var desks: [String] = []
    for element in array {
      guard let text = fields.text(element) else { continue }
      let desk = String(text)
      if !desks.contains(desk) { desks.append(desk) }
    }
    if desks.isEmpty || desks.count > mostDesks {
      fields.wrong(value, "from 1 to \(mostDesks) names of desks")
      return nil
    }
    return desks
  }
}
