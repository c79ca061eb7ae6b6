import Foundation
import Synchronization
import TestSupport
import Testing

@testable import HeedService

@Suite("The file of keys")
struct KeysFileTests {
  private let folder = try! TemporaryFolder()
  private let now = 1_795_330_800

  private var file: KeysFile { KeysFile(path: folder.path("keys.yaml")) }

  private func text() throws -> String { try String(contentsOfFile: file.path, encoding: .utf8) }

  private func mode() throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
  }

  @Test("What is made is read back, and the key itself is not in the file")
  func create() throws {
    let router = try file.create(.init(name: "router", scopes: [.init(.score), .init(.queue)]), now: now)
    let rate = RateSettings(requestsPerSecond: 2.5, burst: 9)
    let metrics = try file.create(
      .init(name: "prometheus", scopes: .init(.metrics), expires: now + 86400, rate: rate), now: now)
    let ring = try file.load()
    #expect(ring.keys.map(\.name) == ["router", "prometheus"])
    #expect(ring.keys.map(\.scopes.scopes) == [[.score, .queue], [.metrics]])
    #expect(ring.keys.map(\.created) == [now, now])
    #expect(ring.keys.map(\.expires) == [nil, now + 86400])
    #expect(ring.keys.map(\.rate) == [nil, rate])
    #expect(ring.index(of: router.hash) == 0 && ring.index(of: metrics.hash) == 1)
    #expect(ring.index(of: APIKey.random().hash) == nil)
    #expect(try !text().contains(router.text) && text().hasPrefix("# Heed's API keys."))
  }

  @Test("A new file may be read by its owner alone; one that is there keeps its permissions, and a link stays a link")
  func permissions() throws {
    _ = try file.create(.init(name: "a", scopes: .init(.score)), now: now)
    #expect(try mode() == 0o600)
    chmod(file.path, 0o640)
    _ = try file.create(.init(name: "b", scopes: .init(.score)), now: now)
    #expect(try mode() == 0o640)
    let link = folder.path("link.yaml")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file.path)
    _ = try KeysFile(path: link).create(.init(name: "c", scopes: .init(.score)), now: now)
    #expect(try file.load().keys.count == 3)
    #expect(throws: Never.self) { try FileManager.default.destinationOfSymbolicLink(atPath: link) }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted() == ["keys.yaml", "link.yaml"])
  }

  @Test("A key is revoked by name or id; the last one leaves a file that lets nobody in")
  func revoke() throws {
    for name in ["a", "b"] { _ = try file.create(.init(name: name, scopes: .init(.score)), now: now) }
    #expect(try file.revoke("a").name == "a")
    #expect(throws: KeysError.self) { try file.revoke("a") }
    #expect(try file.revoke(file.load().keys[0].id).name == "b")
    #expect(try file.load().keys.isEmpty)
  }

  @Test("A name is given once")
  func names() throws {
    _ = try file.create(.init(name: "a", scopes: .init(.score)), now: now)
    let before = try text()
    #expect(throws: KeysError.nameTaken("a", in: file.path)) {
      try file.create(.init(name: "a", scopes: .init(.queue)), now: now)
    }
    #expect(try text() == before)
    for name in ["", "-a", "a b", "a\nb", String(repeating: "a", count: 41), APIKey.random().text] {
      #expect(!StoredKey.isName(name), "\(name)")
    }
  }

  @Test("Keys made at the same time are all kept")
  func together() async throws {
    let file = file
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<20 {
        group.addTask { [now] in _ = try? file.create(.init(name: "k\(number)", scopes: .init(.score)), now: now) }
      }
    }
    #expect(try Set(file.load().keys.map(\.name)) == Set((0..<20).map { "k\($0)" }))
  }

  @Test("There is an end to how many keys a file has")
  func most() throws {
    let keys = (0...KeysFile.mostKeys).map { number in
      let hash = APIKey.random().hash.text
      let id = String(repeating: "0", count: 8 - String(number, radix: 16).count) + String(number, radix: 16)
      return "  - {id: '\(id)', name: k\(number), scopes: [score], hash: '\(hash)', created: 2026-11-22T07:00:00Z}"
    }
    try folder.write("keys:\n" + keys.dropLast().joined(separator: "\n"), to: "keys.yaml")
    #expect(throws: KeysError.full(KeysFile.mostKeys)) {
      try file.create(.init(name: "more", scopes: .init(.score)), now: now)
    }
    try folder.write("keys:\n" + keys.joined(separator: "\n"), to: "keys.yaml")
    #expect(throws: FileError.self) { try file.load() }
  }

  @Test("Mistakes are listed with field and line, and quote no secret")
  func mistakes() throws {
    let key = APIKey.random()
    try folder.write(
      """
      keys:
        - {id: 12, name: "a b", scopes: [all], hash: \(key.text), created: yesterday}
        - {id: 00000001, name: a, scopes: [], hash: "\(key.hash.text)0", created: 2026-11-22, expires: never}
        - {id: 00000002, name: b, scopes: [score], hash: "\(key.hash.text)", created: 2026-11-22, \(key.text): 1}
        - {id: 00000002, name: b, scopes: [score], hash: "\(key.hash.text)", created: 2026-11-22,
           rate: {requests_per_second: -1}}
      """, to: "keys.yaml")
    let error = try #require(throws: FileError.self) { try file.load() }
    let message = "\(error)"
    for field in ["id", "name", "scopes", "hash", "created"] { #expect(message.contains("line 2, keys[0].\(field):")) }
    for field in ["scopes", "hash", "expires"] { #expect(message.contains("line 3, keys[1].\(field):")) }
    for field in ["id", "name", "hash"] { #expect(message.contains("keys[3].\(field): found the ")) }
    #expect(message.contains("keys[3].rate.requests_per_second") && message.contains("an unknown field"))
    let secrets = [key.text, String(key.hash.text.dropFirst(7))].flatMap {
      [$0.dropFirst(5), $0.dropFirst(5).prefix(20)]
    }
    for secret in secrets { #expect(!message.contains(secret)) }
  }

  @Test("Each mistake is told once, on the line of its key, and a wrong scope by its name")
  func mistakesOnce() throws {
    let hash = APIKey.random().hash.text
    try folder.write(
      """
      keys:
        - {id: 00000001, name: a, scopes: [score, scroe], hash: "\(hash)", created: 2026-11-22}
        - {id: 00000002, scopes: score, hash: "\(APIKey.random().hash.text)", created: 2026-11-22}
        - {scopes: [score], hash: "\(APIKey.random().hash.text)", created: 2026-11-22}
        - nothing
      """, to: "keys.yaml")
    let error = try #require(throws: FileError.self) { try file.load() }
    #expect(
      error.problems.map { "\($0.line ?? 0) \($0.field)" } == [
        "2 keys[0].scopes", "3 keys[1].scopes", "3 keys[1].name", "4 keys[2].id", "4 keys[2].name", "5 keys[3]",
      ], "\(error)")
    #expect(error.problems[0].found == #""scroe""#)
  }

  @Test(
    "What is no file of keys is an error that quotes no secret",
    arguments: [
      "", "keys", "keys: 7", "keys: [", "[]", "keys: {a: b}", "KEY", "keys: [KEY]", "KEY: KEY", "a: &KEY b\nc: *d",
    ])
  func broken(_ text: String) throws {
    let key = APIKey.random().text
    try folder.write(text.replacing("KEY", with: key), to: "keys.yaml")
    let error = try #require(throws: FileError.self) { try file.load() }
    #expect(!"\(error)".contains(key.dropFirst(5).prefix(20)))
  }

  @Test("A file that is missing says how to make one; one in a folder that is missing cannot be written")
  func missing() throws {
    let error = try #require(throws: FileError.self) { try file.load() }
    #expect("\(error)".contains("heed key create --name"))
    #expect(throws: KeysError.self) {
      try KeysFile(path: folder.path("no/keys.yaml")).create(.init(name: "a", scopes: .init(.score)), now: now)
    }
  }

  @Test("The report says which keys expire, and whether others may write the file")
  func report() throws {
    for (name, expires) in [("old", now - 1), ("soon", now + 86400), ("late", now + 100 * 86400)] {
      _ = try file.create(.init(name: name, scopes: .init(.score), expires: expires), now: now - 10)
    }
    chmod(file.path, 0o666)
    let report = KeysReport(try file.load(), path: file.path, now: now)
    #expect(report.summary.contains("3 in force"))
    #expect(report.summary.contains("old expired on") && report.summary.contains("soon expires on"))
    #expect(!report.summary.contains("late") && report.summary.contains("chmod go-w"))
    #expect(report.table.split(separator: "\n").count == 5 && report.table.contains("(has expired)"))
    let hash = try #require(file.load().keys.first).hash.text
    #expect(!report.table.contains(hash.suffix(20)))
  }
}
