import TestSupport
import Testing

@testable import HeedService

/// The samples, once with all of the customer in the request, and once with the customer stored.
@Suite("Samples with stored customers")
struct SampleRecallTests {
  static let names = [
    "blogger-by-phone", "quiet-loyalist", "bought-followers", "celebrity-elsewhere", "serial-complainer",
    "zero-follower-outage", "no-data", "small-account-story",
  ]

  @Test("Ids alone in the request give the same decisions, wherever they are asked for", arguments: names)
  func sameDecisions(_ name: String) throws {
    // Two services, as counts that are seen twice would make an outage of half as many.
    let (whole, remembering) = (try service(name), try service(name))
    let sample = try JSONTree(json: Repository.bytes("config/samples/\(name).json"))
    for (index, request) in (sample.array ?? [sample]).enumerated() {
      let expected = try whole.json("POST", "/score", request.text).outcome
      let id = "\(name)-\(index)"
      try remembering.put(id, Self.profile(of: request, id).text)
      let byID = Self.short(request, customer: ["id": .string(id)])
      let byIdentity = Self.short(request, customer: ["identity": .string("twitter:@\(id.uppercased())")])
      for request in [byID, byIdentity] {
        for (how, answer) in try Self.answers(request, remembering) {
          #expect(answer.outcome == expected, "\(id) \(how): \(answer)")
        }
      }
    }
  }

  private func service(_ name: String) throws -> QueueService {
    try QueueService {
      if name == "celebrity-elsewhere" { $0.policy = Repository.path("config/samples/\(name).policy.yaml") }
    }
  }

  /// What a request says of its customer, as it is stored. A story is nothing of a customer's.
  private static func profile(of request: JSONTree, _ id: String) -> JSONTree {
    .object([
      "customer": request["customer"].with(["id": nil]),
      "social": request["social"].with(["story": nil]),
      "identities": .array([.string("twitter:\(id)")]),
    ])
  }

  private static func short(_ request: JSONTree, customer: [String: JSONTree]) -> JSONTree {
    var short = ["ticket": request["ticket"], "customer": .object(customer)]
    if request["social"]["story"] != .null { short["social"] = .object(["story": request["social"]["story"]]) }
    return .object(short)
  }

  /// The decision from the store, from the cache, in batches, and of a ticket that waits.
  private static func answers(_ request: JSONTree, _ service: QueueService) throws -> [(String, JSONTree)] {
    var answers: [(String, JSONTree)] = []
    let text = request.text
    service.queue.customers.removeAll()
    let before = service.queue.customers.figures
    answers.append(("from the store", try service.json("POST", "/score", text)))
    let between = service.queue.customers.figures
    answers.append(("from the cache", try service.json("POST", "/score", text)))
    let after = service.queue.customers.figures
    #expect(between.misses > before.misses && after.misses == between.misses && after.hits > between.hits)
    service.queue.customers.removeAll()
    let batch = try service.json("POST", "/score/batch", "[\(text),\(text)]").array ?? []
    answers += zip(["in a batch from the store", "in a batch from the cache"], batch)
    let lines = try #require(
      service.running.client.request(
        "POST", "/score/batch", fields: [("Content-Type", "application/x-ndjson")], body: [UInt8](text.utf8)))
    answers.append(("as a line", try JSONTree(json: lines.content)))
    for isCached in [false, true] {
      if !isCached { service.queue.customers.removeAll() }
      let ticket = request["ticket"].with([
        "id": .string("\(service.time.now) \(isCached) \(UInt64.random(in: 0 ... .max))")
      ])
      let waiting = request.with(["ticket": ticket])
      let answer = try service.json("POST", "/queue", waiting.text, status: 201)
      answers.append((isCached ? "in the queue from the cache" : "in the queue from the store", answer))
      // So that the next one is no repeated contact.
      try service.json(
        "POST", "/tickets/\(TicketPath.encoded(ticket["id"].string ?? ""))/outcome", #"{"resolved":true}"#)
    }
    return answers
  }
}
