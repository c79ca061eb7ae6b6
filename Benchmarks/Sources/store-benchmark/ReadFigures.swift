import Foundation
import Storage

/// How fast single tickets are read.
struct ReadFigures {
  private let readsPerSecond: Double

  static func measure(_ store: SQLiteStore, seconds: Double) throws -> ReadFigures {
    let clock = ContinuousClock()
    let start = clock.now
    var reads = 0
    while clock.now - start < .seconds(seconds) {
      for _ in 0..<100 {
        guard try store.read({ try $0.ticket(number: Int64.random(in: 1...1000)) }) != nil else {
          throw StorageError(.failed, "a ticket is missing")
        }
      }
      reads += 100
    }
    return ReadFigures(readsPerSecond: Double(reads) / ((clock.now - start) / .seconds(1)))
  }

  func print() {
    Swift.print(String(format: "Single tickets read, one after the other: %.0f/s", readsPerSecond))
  }
}
