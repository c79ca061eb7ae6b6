import Foundation
import Storage

/// How fast customers are imported, and found again among as many.
struct ImportFigures {
  private let customers: Int
  private let importSeconds: Double
  private let worstCommitSeconds: Double
  private let updateSeconds: Double
  private let updated: Int
  private let bytesGrown: Int
  private let fileBytes: Int
  private let coldSeconds: Double
  private let warmSeconds: Double

  /// - Parameter commit: customers in a transaction.
  static func measure(_ count: Int, commit: Int, in path: String) throws -> ImportFigures {
    let maker = CustomerMaker(count: count)
    let memory = ProcessMemory.residentBytes
    let store = try SQLiteStore(folder: path)
    let clock = ContinuousClock()
    let start = clock.now
    var worst = 0.0
    for first in stride(from: 0, to: count, by: commit) {
      let before = clock.now
      try store.transact { transaction in
        for index in first..<min(first + commit, count) { try maker.store(index, transaction) }
      }
      worst = max(worst, (clock.now - before) / .seconds(1))
    }
    let imported = clock.now
    // The same file once more, as far as a tenth of it: all of them are known.
    let again = max(1, count / 10)
    for first in stride(from: 0, to: again, by: commit) {
      try store.transact { transaction in
        for index in first..<min(first + commit, again) { try maker.store(index, transaction) }
      }
    }
    let updated = clock.now
    let grown = ProcessMemory.residentBytes - memory
    try addContacts(store, maker)
    store.close()
    let size = try FileManager.default.attributesOfItem(atPath: path + "/heed.db")[.size] as? Int

    let reopened = try SQLiteStore(folder: path)
    defer { reopened.close() }
    let cold = try lookups(1000, reopened, maker)
    _ = try lookups(20_000, reopened, maker, among: 1000)
    let warm = try lookups(20_000, reopened, maker, among: 1000)
    return ImportFigures(
      customers: count, importSeconds: (imported - start) / .seconds(1), worstCommitSeconds: worst,
      updateSeconds: (updated - imported) / .seconds(1), updated: again, bytesGrown: grown, fileBytes: size ?? 0,
      coldSeconds: cold, warmSeconds: warm)
  }

  /// Three tickets each for some of the customers.
  private static func addContacts(_ store: SQLiteStore, _ maker: CustomerMaker) throws {
    let tickets = TicketMaker(requestBytes: 600, decisionBytes: 2500)
    for _ in 0..<10 {
      try store.transact { transaction in
        for index in 0..<1000 {
          var ticket = tickets.ticket(arrivedAt: 1_700_000_000 + Double(index))
          ticket.subject.customer = maker.id(index % 333)
          _ = try transaction.insert(ticket)
        }
      }
    }
  }

  /// Looks up random customers as a score by id does, each in a reading of its own.
  /// - Returns: seconds for one.
  private static func lookups(
    _ count: Int, _ store: SQLiteStore, _ maker: CustomerMaker, among: Int? = nil
  ) throws -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    for _ in 0..<count {
      let id = maker.id(Int.random(in: 0..<min(among ?? maker.count, maker.count)))
      try store.read { reading in
        guard let customer = try reading.customer(id: id) else { throw StorageError(.failed, "\(id) is missing") }
        let identities = try reading.identities(ofCustomer: customer.number)
        _ = try reading.accounts(ofCustomer: customer.number)
        _ = try reading.counts(ofCustomer: customer.number)
        _ = try reading.contacts(ofCustomer: id, since: 0, limit: 50)
        guard identities.count == 1 else { throw StorageError(.failed, "\(id) has another identity") }
      }
    }
    return (clock.now - start) / .seconds(1) / Double(count)
  }

  func print() {
    Swift.print(
      String(
        format: """
          \nImport of %d customers: %.0f/s, longest commit %.2f s, memory grown by %.0f MB, file %.2f GB
          The first %d again: %.0f/s
          A customer with identities, accounts, counts and contacts: %.0f µs at random after opening, %.0f µs among 1000
          """,
        customers, Double(customers) / importSeconds, worstCommitSeconds, Double(bytesGrown) / 1e6,
        Double(fileBytes) / 1e9, updated, Double(updated) / updateSeconds, coldSeconds * 1e6, warmSeconds * 1e6))
  }
}
