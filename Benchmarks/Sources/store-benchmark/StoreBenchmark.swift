import ArgumentParser
import Foundation
import Queueing
import Storage

/// Measures the store alone: durable commits, whole lives of tickets, what reading a long line back takes, and customers.
@main
struct StoreBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store", abstract: "Durable commits, cycles of tickets, recovery of a long line, import of customers.")

  @Option(help: "The folder to make the database in. A disk is measured, so not one in memory.")
  var folder = "."

  @Option(help: "Seconds for each figure.")
  var seconds = 3.0

  @Option(help: "Tickets waiting for the cycles; 0 leaves them out.")
  var waiting = 20_000

  @Option(help: "Tickets waiting for the recovery; 0 leaves it out.")
  var recovery = 1_000_000

  @Option(help: "Customers to import; 0 leaves it out.")
  var customers = 1_000_000

  @Option(help: "Customers in a transaction.")
  var commit = 5000

  @Option(help: "Bytes of a request and of its decision.")
  var bytes = [600, 2500]

  func validate() throws {
    guard bytes.count == 2, bytes.allSatisfy({ $0 >= 0 }), seconds > 0, waiting >= 0, recovery >= 0, customers >= 0,
      commit > 0
    else {
      throw ValidationError("expected two sizes, and numbers that are not negative")
    }
  }

  func run() throws {
    let home = URL(filePath: folder).appending(
      path: "heed-store-benchmark-\(ProcessInfo.processInfo.processIdentifier)")
    defer { try? FileManager.default.removeItem(at: home) }
    let path = home.path(percentEncoded: false)

    let tickets = TicketMaker(requestBytes: bytes[0], decisionBytes: bytes[1])
    print("\(bytes[0]) + \(bytes[1]) bytes a ticket, \(waiting) waiting\n")
    if waiting > 0 { try cycles(tickets, in: path) }
    if recovery > 0 {
      try? FileManager.default.removeItem(at: home)
      try RecoveryFigures.measure(recovery, tickets, in: path).print()
    }
    if customers > 0 {
      try? FileManager.default.removeItem(at: home)
      try ImportFigures.measure(customers, commit: commit, in: path).print()
    }
  }

  private func cycles(_ tickets: TicketMaker, in path: String) throws {
    let store = try SQLiteStore(folder: path)
    defer { store.close() }
    var line = try LineOfNumbers(store, tickets, count: waiting)
    print("| a commit | commits/s | row operations/s | cycles/s | cycles/s of CPU | p50 ms | p99 ms | max ms |")
    print("| -------: | --------: | ---------------: | -------: | --------------: | -----: | -----: | -----: |")
    for group in [1, 8, 64, 256] {
      let figures = try CycleFigures.measure(group: group, seconds: seconds, store, tickets, &line)
      print(figures.row)
    }
    print("\nA cycle enqueues a ticket, leases another and finishes it. An operation is one of these three.")
    try ReadFigures.measure(store, seconds: min(seconds, 1)).print()
  }
}
