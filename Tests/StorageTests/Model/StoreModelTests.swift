import Foundation
import Queueing
import Storage
import TestSupport
import Testing

/// Random operations against the model, in transactions of random length, some rolled back, with restarts in between.
@Suite("A store is its model")
struct StoreModelTests {
  private static let operations =
    ProcessInfo.processInfo.environment["HEED_TEST_CASES"].flatMap { Int($0) } ?? 100_000

  @Test("after random operations", arguments: StoreFactory.all)
  func random(_ factory: StoreFactory) throws {
    try factory.withFolder { folder in
      var run = RandomRun(SeededGenerator())
      var store = try factory.open(folder)
      defer { store.close() }
      while run.operations < Self.operations {
        let before = run.model
        do {
          try store.transact { transaction throws in
            for _ in 0..<run.number(in: 1...200) { try run.step(transaction) }
            if run.number(in: 1...8) == 1 { throw Samples.Stop() }
          }
        } catch is Samples.Stop {
          run.model = before
        }
        if run.number(in: 1...50) == 1 {
          store.close()
          store = try factory.open(folder)
        }
        if run.number(in: 1...10) == 1 { try store.read { try run.compare($0) } }
        if run.hasFailed { return }
      }
      try store.read { try run.compare($0) }
      #expect(run.refusals > 0 && run.model.counts.done > 0 && run.model.lastFence > 0, "\(run.generator)")
    }
  }
}
