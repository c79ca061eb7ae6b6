import Foundation
import TestSupport
import Testing

@Suite("heed import")
struct ImportCommandTests {
  private static func write(_ count: Int, to folder: TemporaryFolder) throws -> String {
    let rows = (0..<count).map { "c\($0),c\($0)@example.com,+4930\(100_000 + $0),\($0),\(100 + $0 % 900)\n" }
    return try folder.write(
      "id,identities.email,identities.phone,lifetime_value,tenure_days\n" + rows.joined(), to: "customers.csv")
  }

  @Test("A sample of each preset is taken, with a summary")
  func presets() throws {
    for (preset, file) in [
      ("salesforce", "salesforce-accounts.csv"), ("hubspot", "hubspot-contacts.csv"),
      ("zendesk", "zendesk-users.ndjson"),
    ] {
      let folder = try TemporaryFolder()
      let arguments = ["import", "config/samples/\(file)", "--mapping", preset]
      let dry = try HeedCommand.run(arguments + ["--dry-run"])
      #expect(dry.status == 0 && dry.output.contains("nothing was stored"), "\(dry)")
      let run = try HeedCommand.run(arguments + ["--data", folder.path("data")])
      #expect(run.status == 0, "\(run)")
      #expect(run.output.contains(#/taken +3\n/#), "\(run)")
      let again = try HeedCommand.run(arguments + ["--data", folder.path("data")])
      #expect(again.output.contains(#/unchanged +3\n/#), "\(again)")
    }
  }

  @Test("A preset is shown as the file that it is, and taken as a mapping from there")
  func showMapping() throws {
    let shown = try HeedCommand.run(["import", "--show-mapping", "hubspot"])
    #expect(try shown.output == String(decoding: Repository.bytes("config/mappings/hubspot.yaml"), as: UTF8.self))
    let folder = try TemporaryFolder()
    let mapping = try folder.write(shown.output, to: "mine.yaml")
    let run = try HeedCommand.run(
      ["import", "config/samples/hubspot-contacts.csv", "--mapping", mapping, "--data", folder.path("data")])
    #expect(run.status == 0, "\(run)")
  }

  @Test("Refused rows are named, the exit code says so, and standard input can be read")
  func refusals() throws {
    let folder = try TemporaryFolder()
    let run = try HeedCommand.run(
      ["import", "-", "--data", folder.path("data")], input: "id,lifetime_value\n1,5\n2,much\n")
    #expect(run.status == 1)
    #expect(run.errors.contains("line 3: lifetime_value: expected a number"), "\(run)")
    #expect(run.output.contains(#/refused +1\n/#), "\(run)")
    let lacking = try HeedCommand.run(["import", "-", "--data", folder.path("data")], input: "name\nann\n")
    #expect(lacking.status == 1 && lacking.errors.contains("expected id"), "\(lacking)")
    let unknown = try HeedCommand.run(["import", "-", "--mapping", "excel", "--data", folder.path("data")])
    #expect(unknown.status == 1 && unknown.errors.contains("salesforce, hubspot, zendesk"), "\(unknown)")
  }

  @Test("A run that is killed goes on where it was, and in the end all are there once")
  func killed() throws {
    let folder = try TemporaryFolder()
    let count = 60_000
    let file = try Self.write(count, to: folder)
    let arguments = ["import", file, "--data", folder.path("data")]
    let process = HeedCommand.process(arguments)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    // It is in the middle once some transactions are in the log of changes.
    while process.isRunning {
      let attributes = try? FileManager.default.attributesOfItem(atPath: folder.path("data/heed.db-wal"))
      if (attributes?[.size] as? Int ?? 0) > 2_000_000 { break }
      usleep(1000)
    }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    try #require(process.terminationReason == .uncaughtSignal, "it was through before it was killed")
    let rest = try HeedCommand.run(arguments)
    #expect(rest.status == 0, "\(rest)")
    #expect(rest.errors.contains("going on behind line"), "\(rest)")
    #expect(rest.output.contains(#/taken +60,000\n/#), "\(rest)")
    let again = try HeedCommand.run(arguments)
    #expect(again.output.contains(#/unchanged +60,000\n/#), "\(again)")
  }
}
