import Foundation
import Storage

/// What lives of tickets cost when so many operations share a commit.
struct CycleFigures {
  let group: Int
  private(set) var operations = 0
  private(set) var commitSeconds: [Double] = []
  private(set) var seconds = 0.0
  private(set) var processorSeconds = 0.0

  static func measure(
    group: Int, seconds: Double, _ store: SQLiteStore, _ tickets: TicketMaker, _ line: inout LineOfNumbers
  ) throws -> CycleFigures {
    var figures = CycleFigures(group: group)
    var leased: [Int64] = []
    let clock = ContinuousClock()
    let start = clock.now
    let processor = ProcessorTime.now
    while figures.seconds < seconds {
      let before = clock.now
      try store.transact { transaction in
        for _ in 0..<group {
          switch figures.operations % 3 {
          case 0: try line.add(transaction, tickets)
          case 1: leased.append(try line.claim(transaction))
          default: try transaction.finish(number: leased.removeLast(), as: .done, at: line.now)
          }
          figures.operations += 1
        }
      }
      figures.commitSeconds.append((clock.now - before) / .seconds(1))
      figures.seconds = (clock.now - start) / .seconds(1)
    }
    figures.processorSeconds = ProcessorTime.now - processor
    figures.commitSeconds.sort()
    return figures
  }

  var row: String {
    let cells = [
      "\(group)", whole(Double(commitSeconds.count) / seconds), whole(Double(operations) / seconds),
      whole(Double(operations) / 3 / seconds), whole(Double(operations) / 3 / processorSeconds),
      milliseconds(0.5), milliseconds(0.99), milliseconds(1),
    ]
    return "| " + cells.joined(separator: " | ") + " |"
  }

  private func whole(_ value: Double) -> String { String(format: "%.0f", value) }

  private func milliseconds(_ share: Double) -> String {
    let index = min(commitSeconds.count - 1, Int(share * Double(commitSeconds.count)))
    return String(format: "%.2f", commitSeconds[index] * 1000)
  }
}
