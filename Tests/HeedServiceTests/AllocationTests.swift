import CTestAllocations
import HTTPServer
import JSON
import Logging
import Scoring
import TestSupport
import Testing

@testable import HeedService

@Suite(
  "Heap allocations",
  .enabled(if: allocations_are_counted(), "a sanitizer has its own allocation functions"),
  .enabled(if: isOptimised, "what is not optimised allocates in many places: swift test -c release"))
struct AllocationTests {
  /// The contract's example, and one whose ids and names are too long for a string to hold them in itself.
  private static let requests = [
    try! Repository.bytes("Benchmarks/request.json"),
    Array(
      #"""
      {"ticket":{"id":"3f2504e0-4f89-11d3-9a0c-0305e82c3301","channel":"the-contact-form-of-the-shop",
         "severity":"critical","topic":"washing-machines-and-dryers","incident":{"probability":0.5}},
       "customer":{"id":"9b2de5c1-4f89-11d3-9a0c-0305e82c3301","lifetime_value":2026.4,
         "loyalty_level":"a-level-that-no-policy-has","conduct":{"unfounded_claims":7}},
       "social":{"consent":true,"declared":{"followers":5000,"by":"agent-of-the-third-floor"},
         "accounts":[{"network":"a-network-of-some-renown","followers":10,"topics":{"consumer-electronics":1}},{}],
         "story":{"growth_probability":0.9,"sharers":70}}}
      """#.utf8),
  ]

  @Test("Scoring a request allocates nothing once another like it was scored", arguments: requests.indices)
  func steadyState(_ index: Int) throws {
    let loaded = try PolicyFile(path: Repository.defaultPolicy).load()
    let scorer = Scorer()
    let now = Instant(secondsSince1970: 1_795_334_400)
    let request = Self.requests[index] + [UInt8](repeating: 0, count: JSONParser.padding)
    try request.withUnsafeBytes { bytes in
      let body = UnsafeRawBufferPointer(rebasing: bytes.dropLast(JSONParser.padding))
      func score() -> Bool {
        scorer.json.removeAll()
        guard case .decided = scorer.score(body, loaded, now: now) else { return false }
        return true
      }
      try #require(score() && score())
      let before = allocations_so_far().count
      for _ in 0..<100 { _ = score() }
      #expect(allocations_so_far().count == before)
    }
    // That allocations are counted at all.
    let before = allocations_so_far().count
    withExtendedLifetime([UInt8](repeating: 1, count: 1000 + index)) {}
    #expect(allocations_so_far().count > before)
  }

  @Test("POST /score allocates nothing on the server's thread, from one request to the next", arguments: [1, 16])
  func server(pipeline: Int) async throws {
    let rounds = 200
    let notes = AllocationNotes(capacity: 2 * rounds * pipeline)
    var configuration = ServiceConfiguration()
    configuration.data = nil
    configuration.policy = Repository.defaultPolicy
    let service = try Service(configuration, logger: Logger(label: "test") { _ in LogCapture() })
    var serving = ServerConfiguration()
    serving.port = 0
    serving.threads = 1
    let server = Server(configuration: serving) { _ in CountingHandler(ServiceHandler(service), noting: notes) }
    let port = try server.start().port
    let answered = Self.post(rounds, pipeline: pipeline, port: port)
    await server.stop()
    #expect(answered == rounds * pipeline)
    let counts = notes.all
    try #require(counts.count == answered)
    // The first requests make room that the others find.
    #expect(counts[counts.count - 1] == counts[counts.count / 2], "\(counts)")
  }

  /// Posts the first request again and again on one connection, `pipeline` of them at a time.
  /// - Returns: how many were answered with 200.
  private static func post(_ rounds: Int, pipeline: Int, port: Int) -> Int {
    let client = Client(port: port)
    let head = "POST /score HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: "
    let request = Array("\(head)\(requests[0].count)\r\n\r\n".utf8) + requests[0]
    let requests = Array([[UInt8]](repeating: request, count: pipeline).joined())
    var answered = 0
    for _ in 0..<rounds {
      client.send(requests)
      for _ in 0..<pipeline where client.read()?.status == 200 { answered += 1 }
    }
    return answered
  }
}

#if DEBUG
  private let isOptimised = false
#else
  private let isOptimised = true
#endif
