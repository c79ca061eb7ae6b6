import Foundation
import TestSupport
import Testing

@testable import HeedService

@Suite("Where secrets are kept")
struct SecretSourceTests {
  @Test(
    "Only the environment and files are places for them",
    arguments: [
      ("env:HEED_TOKEN", SecretSource.environment("HEED_TOKEN")),
      ("file:/run/secrets/token", .file("/run/secrets/token")),
      ("file:a b", .file("a b")), ("env:", nil), ("env:1A", nil), ("env:A B", nil), ("env:A=B", nil), ("file:", nil),
      ("hunter2", nil), ("", nil), ("ENV:A", nil),
    ])
  func reading(text: String, source: SecretSource?) {
    #expect(SecretSource(text) == source)
  }

  @Test("Paths are relative to the file that names them")
  func relative() {
    #expect(SecretSource.file("token").resolved(from: "/etc/heed/heed.yaml") == .file("/etc/heed/token"))
    #expect(SecretSource.file("/run/token").resolved(from: "/etc/heed/heed.yaml") == .file("/run/token"))
    #expect(SecretSource.environment("A").resolved(from: "/etc/heed/heed.yaml") == .environment("A"))
  }

  @Test("The environment's are taken without white space around them; a missing or empty one is a mistake")
  func environment() throws {
    let source = SecretSource.environment("TOKEN")
    #expect(try source.load(environment: ["TOKEN": " s3 cret\n"]) == Array("s3 cret".utf8))
    let missing = #expect(throws: FileError.self) { try source.load(field: "hooks.token", environment: [:]) }
    #expect(
      missing?.problems == [
        FileProblem(line: nil, field: "hooks.token", found: "no TOKEN", expected: "a secret in that variable")
      ])
    #expect(throws: FileError.self) { try source.load(environment: ["TOKEN": " \t"]) }
  }

  @Test("Files' are taken without the line feed at their end, bytes that are no text too")
  func files() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("token")
    try Data([0x09, 0xFF, 0x00, 0x20, 0x41, 0x0D, 0x0A]).write(to: URL(filePath: path))
    #expect(try SecretSource.file(path).load() == [0xFF, 0x00, 0x20, 0x41])
    try Data("\n".utf8).write(to: URL(filePath: path))
    #expect(throws: FileError.self) { try SecretSource.file(path).load() }
    try Data(repeating: 0x41, count: SecretSource.mostBytes + 1).write(to: URL(filePath: path))
    let long = #expect(throws: FileError.self) { try SecretSource.file(path).load() }
    #expect(long?.description.contains("AAAA") == false)
    let missing = #expect(throws: FileError.self) { try SecretSource.file(folder.path("none")).load(field: "token") }
    #expect(missing?.problems.first?.found == "no such file" && missing?.problems.first?.field == "token")
  }

  @Test(
    "What stands in the place of one is refused and not repeated",
    arguments: ["token: hunter2", "token: [hunter2]", "token: {hunter2: hunter2}", "token: \"env:hunter2 hunter2\""])
  func notRepeated(text: String) {
    var source: SecretSource?
    let error = #expect(throws: FileError.self) {
      try YAMLReport.read(text, path: "heed.yaml") { fields, _ in fields.secret("token", into: &source) }
    }
    #expect(source == nil)
    #expect(error?.problems.count == 1 && error?.problems.first?.line == 1, "\(text)")
    #expect(error?.description.contains("hunter2") == false, "\(text)")
  }

  @Test("A good one is taken, and one that is missing leaves what was there")
  func taken() throws {
    var source: SecretSource? = .environment("B")
    try YAMLReport.read("other: 1", path: "heed.yaml") { fields, _ in
      fields.secret("token", into: &source)
      var other = 0
      fields.integer("other", into: &other)
    }
    #expect(source == .environment("B"))
    try YAMLReport.read("token: env:A", path: "heed.yaml") { fields, _ in fields.secret("token", into: &source) }
    #expect(source == .environment("A"))
  }
}
