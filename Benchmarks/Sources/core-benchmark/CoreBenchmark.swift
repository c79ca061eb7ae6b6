import ArgumentParser
import Foundation
import Scoring

/// Measures a decision from the request's bytes to the answer's, step by step.
@main
struct CoreBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "core", abstract: "Time and heap allocations of a decision, step by step.")

  @Option(help: "The request, a JSON file.")
  var request = "request.json"

  @Option(help: "The policy file.")
  var policy = "../config/policy.yaml"

  @Option(help: "Rounds, of which the median counts.")
  var rounds = 301

  @Option(help: "Runs of each step in a round.")
  var runs = 500

  @Flag(name: .customLong("where"), help: "Show where in the source each step allocates.")
  var showsPlaces = false

  func validate() throws {
    guard rounds > 0, runs > 0 else { throw ValidationError("rounds and runs are at least 1") }
  }

  func run() throws {
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: request)))
    // The time of the request's own data, so that ages, and with them the work, are the same whenever this runs.
    let now = Instant(secondsSince1970: 1_795_334_400)
    let decision = try DecisionSteps(request: bytes, policy: policy, now: now)
    let steps = decision.steps + [decision.whole]
    let figures = StepFigures.measure(steps, rounds: rounds, runs: runs)

    print("request \(decision.requestSize) bytes, answer \(decision.answerSize) bytes")
    print("medians of \(rounds) rounds of \(runs) runs\n")
    Self.printTable(steps, figures)
    print("")
    for (step, figures) in zip(steps, figures) where step.name == DecisionSteps.core || step.name == decision.whole.name
    {
      let verdict = figures.nanoseconds <= 1000 ? "met, and 1 µs too" : figures.nanoseconds <= 2000 ? "met" : "missed"
      print("at most 2 µs, better 1 µs: \(step.name) \(Self.decimals(figures.nanoseconds / 1000, 2)) µs, \(verdict)")
    }
    if showsPlaces { steps.dropLast().forEach(Self.printPlaces(of:)) }
  }

  private static func printTable(_ steps: [Step], _ figures: [StepFigures]) {
    let header = ["step", "ns", "least ns", "allocations", "bytes"]
    let rows = zip(steps, figures).map { step, figures in
      [
        step.name, decimals(figures.nanoseconds, 0), decimals(figures.leastNanoseconds, 0),
        decimals(figures.allocations, 2), decimals(figures.bytes, 0),
      ]
    }
    let widths = header.indices.map { column in ([header] + rows).map(\.[column].count).max() ?? 0 }
    let rule = widths.enumerated().map {
      $0.offset == 0
        ? String(repeating: "-", count: $0.element)
        : String(repeating: "-", count: $0.element - 1) + ":"
    }
    for row in [header, rule] + rows {
      let cells = zip(row, widths).enumerated().map { column, cell in
        let space = String(repeating: " ", count: cell.1 - cell.0.count)
        return column == 0 ? cell.0 + space : space + cell.0
      }
      print("| " + cells.joined(separator: " | ") + " |")
    }
  }

  private static func printPlaces(of step: Step) {
    let sites = AllocationSites(of: step).sites
    let count = sites.reduce(0) { $0 + $1.count }
    print("\n\(step.name): \(count) allocations\(count == 0 ? "" : " at \(sites.count) places")")
    for site in sites {
      print("  \(site.count) × \(site.bytes / site.count) bytes")
      for frame in site.frames { print("      \(frame)") }
    }
  }

  private static func decimals(_ value: Double, _ count: Int) -> String {
    String(format: "%.\(count)f", value)
  }
}
