import JSON
import TestSupport
import Testing

@testable import HeedService

extension QueueService {
  /// Stores a customer whom nobody knows yet, or with status 200 one in place of another.
  @discardableResult
  func put(
    _ id: String, _ body: String, status: Int = 201, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> JSONTree {
    try json("PUT", "/customers/\(id)", body, status: status, sourceLocation: sourceLocation)
  }

  /// Scores a normal ticket of somebody, whom `customer` names: members of an object in JSON.
  func scored(
    _ customer: String, ticket: String = #""id":"T""#, social: String = "{}",
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> JSONTree {
    try json(
      "POST", "/score", #"{"ticket":{\#(ticket)},"customer":{\#(customer)},"social":\#(social)}"#,
      sourceLocation: sourceLocation)
  }

  /// A time in whole seconds as requests write it; without one the present.
  func timeText(_ seconds: Double? = nil) -> String { RFC3339.string(Int(seconds ?? time.now)) ?? "" }

  /// Has those who watch look round, after some time has passed.
  func look(after seconds: Double) {
    time.pass(seconds)
    queue.keepUp()
  }
}

extension JSONTree {
  /// What a decision comes to, without ids, times, and where its data came from.
  var outcome: JSONTree {
    var outcome: [String: JSONTree] = [:]
    for key in ["score", "tier", "desk", "promise_seconds", "head_start_seconds", "flags", "counterfactual"] {
      outcome[key] = self[key]
    }
    outcome["points"] = .object(points.mapValues(JSONTree.number))
    return .object(outcome)
  }

  /// A decision's points by factor.
  var points: [String: Double] {
    Dictionary(
      uniqueKeysWithValues: (self["factors"].array ?? []).map { ($0["factor"].string ?? "", $0["points"].number ?? -1) }
    )
  }

  /// A factor of a decision.
  func factor(_ name: String) -> JSONTree {
    self["factors"].array?.first { $0["factor"] == .string(name) } ?? .null
  }

  /// The labels of a decision's flags.
  var flags: [String] { (self["flags"].array ?? []).compactMap { $0["flag"].string } }

  /// The same object with other members.
  func with(_ members: [String: JSONTree?]) -> JSONTree {
    var object = object ?? [:]
    for (key, value) in members { object[key] = value }
    return .object(object)
  }

  /// The value as JSON.
  var text: String { description }
}
