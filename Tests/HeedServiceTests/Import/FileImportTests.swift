import Foundation
import Scoring
import Storage
import TestSupport
import Testing

@testable import HeedService

/// A folder with a store, and files to import into it.
private final class Desk {
  let folder: TemporaryFolder
  var complaints: [String] = []
  let policy: LoadedPolicy
  var now = ImportRows.now

  init() throws {
    folder = try TemporaryFolder()
    policy = try PolicyFile(path: Repository.defaultPolicy).load()
  }

  /// Imports a text as a file that was changed an hour ago.
  @discardableResult
  func run(
    _ text: String, name: String = "file.csv", _ change: (inout FileImport.Options) -> Void = { _ in }
  ) throws -> FileImport.Progress {
    var options = FileImport.Options(path: try folder.write(text, to: name))
    options.asOf = ImportRows.now - 3600
    change(&options)
    let run = try FileImport(options, now: now) {
      self.complaints.append($0)
    } show: { _ in
    }
    return try run.run(into: .folder(folder.path("data"), MemoryConfiguration(), policy))
  }

  func read<Result>(_ body: (any StoreReading, CustomerDecoder) throws -> Result) throws -> Result {
    let store = try SQLiteStore(folder: folder.path("data"))
    defer { store.close() }
    return try store.read { try body($0, CustomerDecoder()) }
  }

  func has(_ id: String) throws -> Bool {
    try read { reading, _ in try reading.customer(id: id) != nil }
  }

  func document(_ id: String) throws -> CustomerDocument {
    try read { reading, decoder in
      guard let stored = try reading.customer(id: id) else { throw UnknownCustomer() }
      return try decoder.document(stored, from: reading)
    }
  }
}

/// No customer of an id is stored.
private struct UnknownCustomer: Error {}

@Suite("Importing files of customers")
struct FileImportTests {
  private static let heading =
    "id,identities.email,lifetime_value,tenure_days,accounts.twitter.handle,accounts.twitter.followers\n"

  private static func rows(_ numbers: Range<Int>) -> String {
    heading
      + numbers.map { "c\($0),c\($0)@example.com,\($0),\(100 + $0),c\($0),\($0 % 3 == 0 ? "\($0)" : "")\n" }.joined()
  }

  @Test("Customers are stored with their profile, identities and accounts")
  func stores() throws {
    let desk = try Desk()
    let progress = try desk.run(Self.rows(0..<2500))
    #expect(progress.accepted == 2500 && progress.refused == 0 && progress.rows == 2500)
    #expect(try desk.read { reading, _ in try reading.customerCount() } == 2500)
    let document = try desk.document("c9")
    #expect(document.customer.lifetimeValue == 9)
    #expect(document.accounts.first?.account.followers == 9)
    #expect(Set(document.allIdentities.map(\.text)) == ["email:c9@example.com", "twitter:c9"])
    #expect(abs((document.customer.tenureDays ?? 0) - 109 - 1.0 / 24) < 1e-6)
    let found = try desk.read { reading, _ in
      try reading.customer(identity: CustomerIdentity(kind: "email", value: "c77@example.com"))?.id
    }
    #expect(found == "c77")
  }

  @Test(
    "The same file again changes nothing, an hour or a week later; a row that tells something new is put over what is known"
  )
  func idempotence() throws {
    let desk = try Desk()
    try desk.run(Self.rows(0..<500))
    let before = try desk.read { reading, _ in try (0..<500).map { try reading.customer(id: "c\($0)") } }
    for later in [0, 3600, 7 * 86_400.0] {
      desk.now = ImportRows.now + later
      let again = try desk.run(Self.rows(0..<500))
      #expect(again.unchanged == 500 && again.accepted == 0, "\(later) s later: \(again)")
      #expect(try desk.read { reading, _ in try (0..<500).map { try reading.customer(id: "c\($0)") } } == before)
    }
    let news = try desk.run("id,loyalty_level,lifetime_value\nc1,gold,1\nc2,,2\n", name: "news.csv")
    #expect(news.accepted == 1 && news.unchanged == 1)
    let document = try desk.document("c1")
    #expect(document.customer.loyaltyLevel == "gold" && document.customer.lifetimeValue == 1)
    #expect(abs((document.customer.tenureDays ?? 0) - 108 - 1.0 / 24) < 1e-3)
    #expect(document.identities.map(\.text) == ["email:c1@example.com", "twitter:c1"])
  }

  @Test("A handle alone does not take away what is known of the account")
  func handles() throws {
    let desk = try Desk()
    try desk.run("id,accounts.twitter.handle,accounts.twitter.followers\n1,ann,500\n")
    let again = try desk.run("id,accounts.twitter.handle\n1,@Ann\n", name: "other.csv")
    #expect(again.unchanged == 1)
    #expect(try desk.document("1").accounts.first?.account.followers == 500)
  }

  @Test("An identity that is another customer's refuses the row, or is left out where the mapping says so")
  func takenIdentities() throws {
    let desk = try Desk()
    let file = "id,mail,value\n1,a@example.com,1\n2,A@Example.com,2\n3,b@example.com,3\n"
    let mapping = "id: id\nidentities: {email: mail}\nlifetime_value: value\n"
    let path = try desk.folder.write(mapping, to: "strict.yaml")
    let strict = try desk.run(file) { $0.mapping = path }
    #expect(strict.accepted == 2 && strict.refused == 1)
    #expect(
      desk.complaints.contains { $0.contains("line 3") && $0.contains("email:a@example.com") }, "\(desk.complaints)")
    #expect(try !desk.has("2"))
    let lenient = try desk.folder.write(mapping + "taken_identities: ignore\n", to: "lenient.yaml")
    let second = try desk.run(file) { $0.mapping = lenient }
    #expect(second.accepted == 1 && second.unchanged == 2 && second.refused == 0 && second.warnings == 1)
    #expect(try desk.document("2").identities.isEmpty)
  }

  @Test("Refused rows are reported with line and reason, and the others taken")
  func report() throws {
    let desk = try Desk()
    let file = Self.rows(0..<50) + "x,x@example.com,much,,,\n,,,,,\n" + Self.rows(50..<60).dropFirst(Self.heading.count)
    for name in ["refused.csv", "refused.ndjson"] {
      let progress = try desk.run(file) { $0.report = desk.folder.path(name) }
      #expect(progress.refused == 2)
      let report = try String(contentsOfFile: desk.folder.path(name), encoding: .utf8)
      #expect(report.contains("much") && report.contains("expected an id"), "\(report)")
      #expect(report.contains("52") && report.contains("53"))
    }
    #expect(try desk.read { reading, _ in try reading.customerCount() } == 60)
    #expect(desk.complaints.contains { $0.contains("file.csv: line 52: lifetime_value: expected a number") })
  }

  @Test("A run that stopped goes on behind its last rows, and a file or mapping that is another begins anew")
  func resumption() throws {
    let desk = try Desk()
    let bad = "bad,,much,,,\n"
    let rows = Self.rows(0..<3000)
    let file = rows + bad + Self.rows(3000..<5000).dropFirst(Self.heading.count)
    #expect(throws: ImportError.self) { try desk.run(file) { $0.mostRefused = 1 } }
    let stored = try desk.read { reading, _ in try reading.customerCount() }
    #expect((3000..<5000).contains(stored))
    desk.complaints = []
    let rest = try desk.run(file)
    #expect(desk.complaints.contains { $0.contains("going on behind line") }, "\(desk.complaints)")
    #expect(rest.rows == 5001 && rest.accepted == 5000 && rest.refused == 1 && rest.unchanged == 0)
    #expect(rest.rowsBefore == stored + 1)
    #expect(try desk.read { reading, _ in try reading.customerCount() } == 5000)
    // It has ended, so the next one reads all of it.
    let again = try desk.run(file)
    #expect(again.rowsBefore == 0 && again.unchanged == 5000)
    #expect(throws: ImportError.self) { try desk.run(file) { $0.mostRefused = 1 } }
    #expect(try desk.run(file) { $0.restarts = true }.rowsBefore == 0)
  }

  @Test("Customers who were imported are erased like any other, and come back only by another import")
  func erasure() throws {
    let desk = try Desk()
    try desk.run(Self.rows(0..<20))
    let store = try SQLiteStore(folder: desk.folder.path("data"))
    #expect(try store.transact { try $0.eraseCustomer(id: "c3") })
    try store.scrub()
    store.close()
    #expect(try !desk.has("c3"))
    for name in try FileManager.default.contentsOfDirectory(atPath: desk.folder.path("data")) {
      let bytes = try Data(contentsOf: URL(filePath: desk.folder.path("data/\(name)")))
      #expect(bytes.range(of: Data("c3@example.com".utf8)) == nil, "\(name)")
    }
    #expect(try desk.run(Self.rows(3..<4), name: "other.csv").accepted == 1)
  }

  @Test("A store that is in use is not touched, and the way to a service is shown")
  func locked() throws {
    let desk = try Desk()
    try desk.run(Self.rows(0..<1))
    let store = try SQLiteStore(folder: desk.folder.path("data"))
    defer { store.close() }
    let error = #expect(throws: ImportError.self) { try desk.run(Self.rows(0..<1)) }
    #expect(error?.description.contains("--url") == true)
  }
}
