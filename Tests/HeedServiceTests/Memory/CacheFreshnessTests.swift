import Dispatch
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import HeedService

/// What one customer was told to be: a number that only grows, as tenure, or a deletion.
private final class Told: Sendable {
  struct State {
    /// The last change that was sent, and that was answered.
    var sent = 0
    var answered = 0
    /// The last deletion that was sent.
    var deletion = 0
  }

  let state = Mutex(State())
}

@Suite("The cache of customers")
struct CacheFreshnessTests {
  @Test(
    "never shows what is older than a write that was answered, to readers beside writers", arguments: [48, 100_000])
  func fresh(_ cachedCustomers: Int) throws {
    let random = SeededGenerator()
    let service = try QueueService { ($0.memory.cachedCustomers, $0.threads) = (cachedCustomers, 2) }
    let told = (0..<40).map { _ in Told() }
    let faults = Mutex<[String]>([])
    let writersDone = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: 5) { task in
      var random = SeededGenerator(seed: random.seed &+ UInt64(task))
      let client = service.running.client
      if task < 2 {
        for _ in 0..<300 { Self.write(Int.random(in: 0..<20, using: &random) * 2 + task, told, client, &random) }
        writersDone.add(1, ordering: .relaxed)
      } else {
        var reads = 0
        while writersDone.load(ordering: .relaxed) < 2 || reads < 300 {
          reads += 1
          let index = Int.random(in: 0..<told.count, using: &random)
          if let fault = Self.read(index, told[index], client, byIdentity: .random(using: &random)) {
            faults.withLock { $0.append(fault) }
          }
        }
      }
    }
    #expect(faults.withLock { $0 } == [], "\(random)")
    let figures = service.queue.customers.figures
    #expect(figures.hits > 100 && figures.misses > 100, "\(figures)")
    #expect(figures.entries <= cachedCustomers)
  }

  private static func write(_ index: Int, _ told: [Told], _ client: Client, _ random: inout SeededGenerator) {
    let told = told[index]
    let isDeletion = Int.random(in: 0..<8, using: &random) == 0
    let number = told.state.withLock { state in
      state.sent += 1
      if isDeletion { state.deletion = state.sent }
      return state.sent
    }
    let body = #"{"customer":{"tenure_days":\#(number)},"identities":["phone:\#(1000 + index)"]}"#
    let answer =
      isDeletion
      ? client.request("DELETE", "/customers/c-\(index)")
      : client.request("PUT", "/customers/c-\(index)", body: Array(body.utf8))
    guard let answer, [200, 201, 204, 404].contains(answer.status) else {
      Issue.record("\(String(describing: answer))")
      return
    }
    told.state.withLock { $0.answered = number }
  }

  /// - Returns: what was shown that must not be.
  private static func read(_ index: Int, _ told: Told, _ client: Client, byIdentity: Bool) -> String? {
    let answered = told.state.withLock { $0.answered }
    let name = byIdentity ? #""identity":"phone:\#(1000 + index)""# : #""id":"c-\#(index)""#
    guard let answer = client.post("/score", Array(#"{"ticket":{"id":"T"},"customer":{\#(name)}}"#.utf8)),
      answer.status == 200
    else { return "c-\(index) is not answered" }
    let after = told.state.withLock { $0 }
    guard let days = answer.body.firstMatch(of: #/a customer for ([\d,]+) days/#) else {
      return after.deletion >= answered ? nil : "c-\(index) is gone after change \(answered)"
    }
    let number = Int(days.output.1.replacing(",", with: "")) ?? -1
    return (answered...after.sent).contains(number) ? nil : "c-\(index) is \(number), not \(answered)...\(after.sent)"
  }

  @Test("An identity that goes from one customer to another is followed at once")
  func identities() throws {
    let service = try QueueService()
    try service.put("a", #"{"customer":{"tenure_days":1},"identities":["phone:123"]}"#)
    try service.put("b", #"{"customer":{"tenure_days":2}}"#)
    func days() throws -> String? {
      try service.scored(#""identity":"phone:123""#).factor("loyalty")["because"].string
    }
    for round in 1...5 {
      for (from, to, text) in [("a", "b", "for 2 days"), ("b", "a", "for 1 days")] {
        try service.json("PATCH", "/customers/\(from)", #"{"identities":[]}"#)
        #expect(try days()?.contains("not known") == true, "\(round)")
        try service.json("PATCH", "/customers/\(to)", #"{"identities":["phone:123"]}"#)
        #expect(try days()?.contains(text) == true, "\(round)")
      }
    }
  }
}
