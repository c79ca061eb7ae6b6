import Foundation
import TestSupport
import Testing

@testable import HeedService

@Suite("The queue against a naive one")
struct QueuePropertyTests {
  /// `HEED_TEST_CASES` makes it more: each is a transaction on disk.
  private static let steps = ProcessInfo.processInfo.environment["HEED_TEST_CASES"].flatMap { Int($0) } ?? 3000

  @Test("Random commands, through restarts: who is next, fences, counts")
  func random() async throws {
    let run = try QueueRun(SeededGenerator())
    for step in 1...Self.steps {
      try await run.step()
      if step % 25 == 0 { try run.compare() }
    }
    try run.compare()
    run.stop()
    // So that none of it was tried in vain.
    for kind in ["enqueue", "claim", "extend", "release", "complete", "rescore", "abandon", "restart"] {
      #expect(run.done[kind, default: 0] > 0, "\(run.random): \(kind) never did anything")
    }
  }
}
