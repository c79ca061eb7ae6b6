import Foundation
import HTTPWire
import TestSupport
import Testing

@testable import HeedService

/// Requests to one operation that are refused, each for another reason.
struct Refusals {
  private let operation: Contract.Operation
  /// What the path is where its parameters have values.
  private let path: String
  private let body: Route.BodyUse

  init(_ operation: Contract.Operation) {
    self.operation = operation
    let names = [
      "ticket": "T-3", "fence": "2", "agent": "agent-7", "customer": "c-7", "network": "twitter", "handle": "ann",
      "story": "s-1", "decision": "0", "badge": "T-3.svg", "hook": "twilio", "message": "msg_1",
    ]
    path = names.reduce(operation.path) { $0.replacing("{\($1.key)}", with: $1.value) }
    body = Method(rawValue: operation.method).map(operation.route.body) ?? .none
  }

  /// An answer, and what was wrong with its request.
  struct Refusal {
    var name: String
    var answer: Client.Answer
  }

  /// The answers of a service to all of them, and those of services in trouble.
  func answers(_ live: RunningService) async throws -> [Refusal] {
    var answers = try requests.map { name, bytes in
      let client = live.client
      client.send(bytes)
      return Refusal(name: name, answer: try client.answer())
    }
    answers.append(try await slow())
    answers.append(try await overloaded())
    if operation.path == "/readyz" { answers.append(try await draining()) }
    if operation.route.isStored { answers.append(try await withoutQueue()) }
    answers += try withKeys()
    return answers
  }

  private var requests: [(String, [UInt8])] {
    var requests = [
      ("a malformed field", request(fields: "no colon\r\n")),
      ("another method", request(method: Method.allCases.first { !operation.route.has($0) }?.rawValue)),
      ("a great body", request(fields: "Content-Length: 99999999\r\n")),
      ("a long target", request(target: path + "?" + String(repeating: "a", count: 9000))),
      ("an expectation", request(fields: "Expect: more\r\n")),
      ("many fields", request(fields: String(repeating: "A: b\r\n", count: 70))),
      ("a great head", request(fields: "A: \(String(repeating: "b", count: 17_000))\r\n")),
      ("an unknown method", request(method: "BREW")),
      ("TRACE", request(method: "TRACE")),
      ("an unknown coding", request(fields: "Transfer-Encoding: gzip\r\n")),
      ("another version", request(version: "HTTP/2.0")),
    ]
    if operation.path.contains("{") {
      let encoding = operation.path.replacing(#/{\w+}/#, with: "%ff")
      requests.append(("a name that is no text", request(target: encoding, body: body == .none ? nil : "{}")))
    }
    requests += ofQueue
    guard body != .none else { return requests }
    if body == .required { requests.append(("no length", request())) }
    requests += [
      ("broken JSON", request(body: "{")),
      ("an empty body", request(body: " ")),
      ("a text", request(body: "\"ticket\"")),
      ("another media type", request(fields: "Content-Type: text/html\r\n", body: "{}")),
      ("a coded body", request(fields: "Content-Encoding: br\r\n", body: "{}")),
      ("a body that is not gzip", request(fields: "Content-Encoding: gzip\r\n", body: "{}")),
    ]
    if operation.path == "/score/batch" {
      let items = "[" + String(repeating: "0,", count: 20_000) + "0]"
      requests.append(("many items", request(body: items)))
    }
    return requests
  }

  /// What goes on after the examples of a queue.
  private var ofQueue: [(String, [UInt8])] {
    switch operation.description {
    case "POST /queue":
      let ticket = #"{"ticket":{"id":"T-3"}}"#
      return [
        ("a repeat", request(body: ticket)),
        ("a key twice", request(fields: "Idempotency-Key: a\r\nIdempotency-Key: b\r\n", body: ticket)),
      ]
    case "GET /queue":
      return ["cursor=x", "limit=1001", "include=all", "order=up", "limit=1&limit=1", "desk=%ff"].map {
        ($0, request(target: "/queue?\($0)"))
      }
    case "GET /queue/{ticket}": return [("it is known", request(fields: "If-None-Match: *\r\n"))]
    case "PATCH /queue/{ticket}":
      let much = #"{"ticket":{"topic":"\#(String(repeating: "a", count: 65_512))"}}"#
      return [("too much together", request(body: much))]
    case "DELETE /customers/{customer}/accounts/{network}/{handle}":
      return [
        ("no network", request(target: "/customers/c-7/accounts/a%20b/ann")), ("once", request()), ("twice", request()),
      ]
    case _ where operation.method == "DELETE": return [("once", request()), ("twice", request())]
    case "GET /customers/{customer}":
      return [
        ("it is known", request(fields: "If-None-Match: *\r\n")), ("another parameter", request(target: path + "?all")),
        ("nobody", request(target: "/customers/nobody")),
      ]
    case "GET /events": return [("another parameter", request(target: path + "?order=up"))]
    case "GET /badges/{badge}", "GET /badges/customers/{badge}":
      return [
        ("another parameter", request(target: path + "?size=big")),
        ("it is known", request(target: knownBadge, fields: "If-None-Match: *\r\n")),
        ("nobody", request(target: path.replacing("T-3", with: "nobody"))),
      ]
    case "GET /stories/{story}": return [("a parameter", request(target: path + "?days=1"))]
    case "POST /customers/import":
      let type = "Content-Type: text/csv\r\n"
      return [("no mapping", request(target: path + "?mapping=x", fields: type, body: "id\nc-1\n"))]
    case "POST /accounts", "POST /stories/{story}/shares":
      let type = "Content-Type: application/x-ndjson\r\n"
      return [
        ("two values a line", request(fields: type, body: "1,2")),
        ("many items", request(fields: type, body: String(repeating: "{}\n", count: RequestItems.most + 1))),
      ]
    default: return []
    }
  }

  private var knownBadge: String {
    operation.route == .badge ? path : path.replacing("T-3", with: "c-42")
  }

  private func request(
    method: String? = nil, target: String? = nil, version: String = "HTTP/1.1", fields: String = "", body: String? = nil
  ) -> [UInt8] {
    let line = "\(method ?? operation.method) \(target ?? path) \(version)\r\n"
    let length = body.map { "Content-Length: \($0.utf8.count)\r\n" } ?? ""
    return Array("\(line)Host: localhost\r\n\(fields)\(length)\r\n\(body ?? "")".utf8)
  }

  /// Begins a request and goes no further.
  private func slow() async throws -> Refusal {
    try await with({ $0.limits.headerSeconds = 0.1 }) { impatient in
      let client = impatient.client
      client.send(Array(request().dropLast(2)))
      return Refusal(name: "a slow head", answer: try client.answer())
    }
  }

  /// Asks on a connection too many.
  private func overloaded() async throws -> Refusal {
    try await with({ $0.limits.connections = 1 }) { small in
      let first = small.client
      defer { withExtendedLifetime(first) {} }
      _ = first.get("/livez")
      return Refusal(name: "too many connections", answer: try small.client.answer())
    }
  }

  /// Asks a service that is stopping.
  private func draining() async throws -> Refusal {
    let stopping = try RunningService { $0.drain.pauseSeconds = 2 }
    async let drained: Void = stopping.service.drain()
    var answer = try stopping.client.answer(to: operation.path)
    let patience = Date() + 2
    while answer.status == 200, Date() < patience {
      try await Task.sleep(for: .milliseconds(5))
      answer = try stopping.client.answer(to: operation.path)
    }
    await drained
    return Refusal(name: "stopping", answer: answer)
  }

  /// Asks a service that keeps no queue.
  private func withoutQueue() async throws -> Refusal {
    try await with({ _ in }) { running in
      let client = running.client
      client.send(request(body: body == .none ? nil : "{}"))
      return Refusal(name: "no queue", answer: try client.answer())
    }
  }

  /// Asks a service that asks for keys: with none, with one that is good for something else, and too often. Routes that are
  /// open answer all the same, with what they answer others.
  private func withKeys() throws -> [Refusal] {
    let asking = try KeyedService { $0.access.rate = RateSettings(requestsPerSecond: 0.01, burst: 2) }
    let key = "X-API-Key: \(asking.key(operation.route.scope == .metrics ? "queue" : "metrics"))\r\n"
    let cases = [("no key", ""), ("no scope", key), ("no scope", key), ("too many requests", key)]
    return try cases.map { name, fields in
      let client = asking.running.client
      client.send(request(fields: fields, body: body == .none ? nil : "["))
      return Refusal(name: name, answer: try client.answer())
    }
  }

  /// Runs a service of its own for one refusal, and stops it.
  private func with(
    _ change: (inout ServiceConfiguration) -> Void, _ refuse: (RunningService) throws -> Refusal
  ) async throws -> Refusal {
    let live = try RunningService(change)
    let refusal = Result { try refuse(live) }
    await live.service.drain()
    return try refusal.get()
  }
}

extension Client {
  /// The next answer, which must come; to a GET of a path, where one is given.
  fileprivate func answer(to path: String? = nil) throws -> Answer {
    try #require(path.map { get($0) } ?? read())
  }
}
