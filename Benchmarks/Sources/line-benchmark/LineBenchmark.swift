import ArgumentParser
import Foundation
import Queueing

/// Measures the waiting line by itself, short and long.
@main
struct LineBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "line", abstract: "Time and memory of the waiting line, by the number of tickets that wait.")

  @Option(help: "Numbers of waiting tickets, the least first.")
  var waiting = [10_000, 100_000, 1_000_000]

  @Flag(help: "Show the fastest round rather than the median: what a machine that others share would do without them.")
  var least = false

  @Option(help: "Rounds, of which the median counts.")
  var rounds = 101

  @Option(help: "Runs of each operation in a round.")
  var runs = 1000

  func validate() throws {
    guard rounds > 0, runs > 0, !waiting.isEmpty, waiting.allSatisfy({ $0 >= runs }) else {
      throw ValidationError("rounds and runs are at least 1, and no fewer tickets wait than there are runs")
    }
  }

  func run() {
    // Lines take turns, so that what else the machine does falls on all of them.
    var lines = waiting.map { WaitingTickets(count: $0) }
    var times = Operation.allCases.map { _ in waiting.map { _ in [Double]() } }
    for round in -1..<rounds {
      for size in lines.indices {
        for operation in Operation.allCases {
          let time = lines[size].nanoseconds(of: operation, runs: runs)
          // The first round warms up.
          if round >= 0 { times[operation.rawValue][size].append(time) }
        }
      }
    }

    print(
      "\(least ? "least" : "median") of \(rounds) rounds of \(runs) runs, in ns; \(WaitingTickets.lanes.count) lanes: 3 desks of 4 tiers\n"
    )
    var rows = [["operation"] + waiting.map { "\($0) wait" } + ["growth"]]
    for operation in Operation.allCases {
      let shown = times[operation.rawValue].map { $0.sorted()[least ? 0 : $0.count / 2] }
      rows.append(
        [operation.title] + shown.map { Self.decimals($0, 0) }
          + [Self.decimals(shown[shown.count - 1] / shown[0], 2)])
    }
    rows.append(["bytes a ticket, from rows in order"] + lines.map { Self.decimals($0.builtBytes, 1) } + [""])
    rows.append(
      ["bytes a ticket, after the rounds"] + lines.indices.map { Self.decimals(lines[$0].release(), 1) } + [""])
    rows.append(["ns a ticket, built at once"] + lines.map { Self.decimals($0.builtNanoseconds, 0) } + [""])
    Self.printTable(rows)
  }

  private static func printTable(_ rows: [[String]]) {
    let widths = rows[0].indices.map { column in rows.map(\.[column].count).max() ?? 0 }
    let rule = widths.enumerated().map { column, width in
      column == 0 ? String(repeating: "-", count: width) : String(repeating: "-", count: width - 1) + ":"
    }
    for row in [rows[0], rule] + rows.dropFirst() {
      let cells = zip(row, widths).enumerated().map { column, cell in
        let space = String(repeating: " ", count: cell.1 - cell.0.count)
        return column == 0 ? cell.0 + space : space + cell.0
      }
      print("| " + cells.joined(separator: " | ") + " |")
    }
  }

  private static func decimals(_ value: Double, _ count: Int) -> String { String(format: "%.\(count)f", value) }
}
