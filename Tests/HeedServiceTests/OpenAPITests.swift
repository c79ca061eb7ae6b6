import Foundation
import HTTPWire
import JSON
import Queueing
import Scoring
import Storage
import TestSupport
import Testing

@testable import HeedService

/// The contract against the service: neither says more than the other.
// One after the other: each case has a service of its own, whose threads it keeps, and there are not so many.
@Suite("openapi.yaml", .serialized)
struct OpenAPITests {
  private static let live = try! RunningService()
  private let contract = Contract.shared

  @Test("The paths and methods are those of the service")
  func routes() throws {
    let routed = Route.allCases.filter { $0 != .unknown }
    let methods = Method.allCases.filter { $0 != .head && $0 != .options }
    #expect(
      contract.operations.map(\.description).sorted()
        == routed.flatMap { route in methods.filter(route.has).map { "\($0.rawValue) \(route.path)" } }.sorted())
    let client = Self.live.client
    for route in routed {
      let answer = try #require(client.request("OPTIONS", "\(route.path)".replacing(#/{\w+}/#, with: "1")))
      #expect(answer.status == 204)
      let documented = contract.operations.filter { $0.route == route }.map(\.method)
      let allowed = Set(documented + ["OPTIONS"] + (documented.contains("GET") ? ["HEAD"] : []))
      #expect(Set(answer["Allow"]?.split(separator: ", ").map(String.init) ?? []) == allowed, "\(route.path)")
    }
    let unknown = try #require(client.get("/nowhere"))
    #expect(unknown.status == 404)
    #expect(try contract.validator.findings(JSONTree(json: Array(unknown.body.utf8)), schema("Problem")) == [])
  }

  @Test("The names that may come are those that the service has")
  func names() {
    func property(_ schema: String, _ name: String) -> [String] {
      self.schema(schema)["properties"][name]["enum"].strings
    }
    #expect(property("Factor", "factor") == Factor.allCases.map(\.rawValue))
    #expect(property("Factor", "source") == Source.allCases.map(\.rawValue))
    #expect(property("Flag", "flag") == Flags.descriptions.map { "\($0.label)" })
    #expect(property("Ticket", "severity") == Severity.allCases.map(\.rawValue))
    #expect(property("Problem", "type") == Problem.Kind.allCases.map(\.type))
    let phases = Phase.allCases.map(\.rawValue)
    #expect(schema("Health")["properties"]["policy"]["properties"]["phase"]["enum"].strings == phases)
    #expect(property("Wait", "basis") == ForecastBasis.allCases.map(\.rawValue))
    #expect(property("QueueTicket", "state") == TicketState.allCases.map { "\($0.name)" })
    #expect(property("Agent", "state") == Agent.State.allCases.map(\.rawValue))
    #expect(schema("Counterfactual")["properties"]["phases"]["required"].strings == phases)
    #expect(contract.document["info"]["version"] == .string(HeedVersion.current))
  }

  @Test("Each operation has the scope of its route, and needs none where no keys are asked for")
  func scopes() {
    for operation in contract.operations {
      let scope = operation.route.scope?.rawValue
      let alternatives = contract.definition(of: operation)["security"].array ?? []
      #expect(alternatives.count == (scope == nil ? 0 : 4), "\(operation)")
      for alternative in alternatives {
        for (_, scopes) in alternative.object ?? [:] { #expect(scopes.strings == [scope], "\(operation)") }
      }
    }
  }

  @Test("Health of a service that asks for keys is as documented")
  func keyedHealth() throws {
    let service = try KeyedService()
    let fields = [("X-API-Key", service.key("metrics"))]
    let answer = try #require(service.running.client.request("GET", "/health", fields: fields))
    #expect(answer.body.contains(#""keys": {"#))
    #expect(contract.findings(answer, to: Contract.Operation(method: "GET", path: "/health")) == [])
  }

  @Test("The schemas use the keywords that are checked here")
  func keywords() {
    let schemas = contract.document["components"]["schemas"].object ?? [:]
    #expect(schemas.flatMap { contract.validator.unknownKeywords($0.value, at: $0.key) } == [])
  }

  @Test("Each field is described")
  func descriptions() {
    func undescribed(_ schema: JSONTree, _ place: String) -> [String] {
      let properties = (schema["properties"].object ?? [:]).filter { !Self.isCondition($0.value) }
      return properties.flatMap { name, property in
        let described = property["description"].string ?? target(of: property)["description"].string
        return (described == nil ? ["\(place)/\(name)"] : []) + undescribed(property, "\(place)/\(name)")
      } + (schema["items"].object == nil ? [] : undescribed(schema["items"], "\(place)/*"))
    }
    let schemas = contract.document["components"]["schemas"].object ?? [:]
    #expect(schemas.flatMap { undescribed($0.value, $0.key) }.sorted() == [])
  }

  @Test("The first example is the design's, which is a sample too")
  func sample() throws {
    let sample = try JSONTree(json: Repository.bytes("config/samples/example.json"))
    #expect(contract.exchanges.first { $0.name == "blogger-by-phone" }?.request == sample)
  }

  @Test("Examples of parameters are those of requests")
  func parameters() {
    let exchanges = contract.exchanges
    for operation in contract.operations {
      let others = contract.operations.filter { $0.path == operation.path }.map(\.description)
      let names = Set(exchanges.filter { others.contains("\($0.operation)") }.map(\.name))
      for parameter in contract.parameters(of: operation) {
        #expect(Set(parameter.examples.keys).subtracting(names).isEmpty, "\(operation) \(parameter.name)")
      }
    }
  }

  @Test("Each example is answered as documented", arguments: Contract.shared.exchanges)
  func example(_ exchange: Contract.Exchange) throws {
    try #require(exchange.status != 0, "no answer has the name of the request")
    try #require(!exchange.target.contains("{"), "a part of the path has no value of that name")
    // Each has a queue of its own, as many change it.
    let prepared = exchange.operation.route.isStored ? try QueueService.prepared() : nil
    defer { withExtendedLifetime(prepared) {} }
    let sent =
      exchange.mediaType.isEmpty ? nil : exchange.request.string.map { Array($0.utf8) } ?? exchange.request.json
    let running = prepared?.running ?? Self.live
    let target = try prepared.map { try Self.target(exchange, $0) } ?? exchange.target
    let answer = try #require(
      running.client.request(exchange.operation.method, target, fields: exchange.fields, body: sent))
    #expect(answer.status == exchange.status, "\(answer)")
    #expect(answer.mediaType == exchange.answerType)
    #expect(contract.findings(answer, to: exchange.operation) == [])
    if answer.status == 204 { return }
    let documented = try exchange.answer.string.map { try Contract.value(of: Array($0.utf8), exchange.answerType) }
    let body = try Contract.value(of: Array(answer.body.utf8), answer.mediaType)
    #expect(Self.differences(documented ?? exchange.answer, body) == [])
    #expect(contract.findings(documentedAnswer(exchange, head: answer.head), to: exchange.operation) == [])
  }

  @Test("A request is as the schema has it if and only if it is not refused for its fields")
  func requests() {
    for exchange in contract.exchanges where exchange.operation.path == "/score" {
      let findings = contract.validator.findings(exchange.request, schema("ScoreRequest"))
      #expect(findings.isEmpty == (exchange.status == 200), "\(exchange.name): \(findings)")
    }
  }

  @Test("A body is as the schema has it if and only if it is not refused for its fields")
  func queueRequests() {
    let schemas = [
      "enqueue": "ScoreRequest", "claim": "ClaimRequest", "extendClaim": "LeaseRequest", "putAgent": "AgentState",
      "putCustomer": "CustomerProfile", "putAccount": "Account", "addPurchase": "Purchase", "addStory": "StoryPost",
      "addShares": "Shares", "putOutcome": "Outcome", "observeAccounts": "ObservedAccounts",
    ]
    var count = 0
    for exchange in contract.exchanges where !exchange.mediaType.isEmpty {
      guard let name = schemas[contract.definition(of: exchange.operation)["operationId"].string ?? ""] else {
        continue
      }
      count += 1
      let findings = contract.validator.findings(exchange.request, schema(name))
      // What an agent is known to serve is not for a schema to say.
      let isRefused = exchange.status == 422 && exchange.name != "unknown-agent"
      #expect(findings.isEmpty == !isRefused, "\(exchange): \(findings)")
    }
    #expect(count > 25)
  }

  @Test(
    "What operators ask is answered as documented",
    arguments: Contract.shared.operations.filter { $0.method == "GET" && !$0.route.isStored })
  func operators(_ operation: Contract.Operation) throws {
    let client = Self.live.client
    let answer = try #require(client.get(operation.path))
    #expect(answer.status == 200)
    #expect(contract.findings(answer, to: operation) == [])
    let head = try #require(client.request("HEAD", operation.path))
    #expect(head.status == 200)
    #expect(head["Content-Type"] == answer["Content-Type"])
    if operation.path == "/openapi.yaml" { #expect(try Array(answer.body.utf8) == Repository.bytes("openapi.yaml")) }
  }

  @Test("What is documented beside 200 comes, and nothing else", arguments: Contract.shared.operations)
  func refusals(_ operation: Contract.Operation) async throws {
    var seen = Set(
      contract.exchanges.filter { $0.operation.description == operation.description }.map { "\($0.status)" })
    // Events have a suite of their own: their answer goes on.
    if !operation.route.isStored || operation.route == .events { seen.insert("200") }
    let prepared = operation.route.isStored ? try QueueService.prepared() : nil
    defer { withExtendedLifetime(prepared) {} }
    for refusal in try await Refusals(operation).answers(prepared?.running ?? Self.live) {
      seen.insert("\(refusal.answer.status)")
      let findings = contract.findings(refusal.answer, to: operation)
      #expect(findings == [], "\(refusal.name): \(refusal.answer.status)")
    }
    #expect(seen.sorted() == (contract.definition(of: operation)["responses"].object ?? [:]).keys.sorted())
  }

  @Test("Answers of a service with a rate are as documented")
  func rates() throws {
    let running = try RunningService { $0.access.rate = RateSettings(requestsPerSecond: 1, burst: 100) }
    for operation in contract.operations where operation.method == "GET" {
      let answer = try #require(running.client.get(operation.path.replacing(#/{\w+}/#, with: "1")))
      #expect((answer["RateLimit-Limit"] == "100") == (operation.route.scope != nil), "\(operation)")
    }
  }

  /// Where an example is asked for. The id of a decision changes with each comment in the policy file: where one is to be
  /// found, it is that of T-0.
  private static func target(_ exchange: Contract.Exchange, _ prepared: QueueService) throws -> String {
    guard exchange.operation.route == .decision, exchange.status == 200 else { return exchange.target }
    return "/decisions/" + (try prepared.json("GET", "/queue/T-0")["decision"]["decision"].string ?? "")
  }

  private func schema(_ name: String) -> JSONTree { contract.document["components"]["schemas"][name] }

  private func target(of schema: JSONTree) -> JSONTree {
    schema["$ref"].string.map(contract.validator.resolve) ?? .null
  }

  /// A property that only narrows one that is described elsewhere.
  private static func isCondition(_ property: JSONTree) -> Bool { property.object?.keys.sorted() == ["const"] }

  /// The documented answer as if it had come, with the head of the one that has.
  private func documentedAnswer(_ exchange: Contract.Exchange, head: String) -> Client.Answer {
    let body = exchange.answer.string.map { Array($0.utf8) } ?? exchange.answer.json
    return Client.Answer(status: exchange.status, head: head, body: String(decoding: body, as: UTF8.self))
  }
}

extension OpenAPITests {
  /// Where two answers differ in more than the decision's id and the policy's version, which change with each comment
  /// in the policy file, and how long the wait is that a line is forecast to have.
  private static func differences(_ expected: JSONTree, _ found: JSONTree, at place: String = "") -> [String] {
    let name = place.split(separator: "/").last ?? ""
    switch (expected, found) {
    case (.string, .string) where name == "decision" || name == "version": return []
    case (.string(let first), .string(let second))
    where name == "id" && first.utf8.count == 32 && second.utf8.count == 32: return []
    case (.object(let first), .object(var second))
    where first["basis"] == .string("queue") && second["basis"] == first["basis"]:
      for key in first.keys where key.hasSuffix("_seconds") && second[key]?.number != nil { second[key] = first[key] }
      return first == second ? [] : ["\(place): expected \(expected), found \(found)"]
    case (.array(let first), .array(let second)) where first.count == second.count:
      return zip(first, second).enumerated().flatMap {
        differences($0.element.0, $0.element.1, at: "\(place)/\($0.offset)")
      }
    case (.object(let first), .object(let second)):
      return Set(first.keys).union(second.keys).sorted().flatMap { key -> [String] in
        guard let expected = first[key], let found = second[key] else { return ["\(place)/\(key): in one only"] }
        return differences(expected, found, at: "\(place)/\(key)")
      }
    default: return expected == found ? [] : ["\(place): expected \(expected), found \(found)"]
    }
  }
}
