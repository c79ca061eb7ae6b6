import Foundation
import TestSupport
import Testing

@Suite("heed key")
struct KeyCommandTests {
  private let folder = try! TemporaryFolder()

  private var file: String { folder.path("keys.yaml") }

  private func key(_ arguments: String...) throws -> HeedCommand.Result {
    try HeedCommand.run(["key"] + arguments + ["--file", file])
  }

  @Test("create shows the key once, on standard output alone; list and check show the rest; revoke takes it out")
  func life() throws {
    let made = try key("create", "--name", "router", "--scope", "score", "--scope", "queue", "--expires", "2999-01-01")
    #expect(made.status == 0 && made.output.wholeMatch(of: #/heed_[0-9A-Za-z]{49}\n/#) != nil)
    let secret = made.output.dropLast()
    #expect(made.errors.contains(file) && !made.errors.contains(secret))
    #expect(try key("create", "--name", "limited", "--scope", "score", "--rate", "2.5", "--burst", "9").status == 0)
    let list = try key("list")
    #expect(list.status == 0 && list.output.contains("score queue") && list.output.contains("2999-01-01"))
    #expect(list.output.contains("2.5/s, 9 at once") && !list.output.contains(secret))
    let check = try HeedCommand.run(["check", "--keys", file])
    #expect(check.status == 0 && check.output.contains("keys \(file): good, 2 in force"))
    #expect(try HeedCommand.run(["key", "list"], environment: ["HEED_KEYS": file]).output == list.output)
    #expect(try key("revoke", "router").errors.contains("router"))
    let again = try key("revoke", "router")
    #expect(again.status == 1 && again.errors.contains("heed key list --file \(file)"))
    let misplaced = try HeedCommand.run(["check"], environment: ["HEED_KEYS": String(secret)])
    #expect(misplaced.status == 1 && misplaced.errors.contains("found an API key"))
    #expect(!misplaced.errors.contains(secret.dropFirst(5)))
    let broken = try folder.write("keys: [\(secret)]\n", to: "keys.yaml")
    let refused = try HeedCommand.run(["check", "--keys", broken])
    #expect(refused.status == 1 && refused.errors.contains("keys[0]") && !refused.errors.contains(secret.dropFirst(5)))
  }

  @Test(
    "What cannot be made is refused with what is taken",
    arguments: [
      (["--name", "a b", "--scope", "score"], "--name takes"), (["--name", "a"], "--scope"),
      (["--name", "a", "--scope", "all"], "- stories"),
      (["--name", "a", "--scope", "score", "--expires", "soon"], "--expires takes"),
      (["--name", "a", "--scope", "score", "--expires", "2020-01-01"], "a time to come"),
      (["--name", "a", "--scope", "score", "--rate", "-1"], "--rate"),
      (["--name", "a", "--scope", "score", "--burst", "1"], "--burst goes with --rate"),
      (["--name", "a", "--scope", "score", "--rate", "0", "--burst", "1"], "--burst goes with --rate"),
    ])
  func mistakes(_ arguments: [String], _ message: String) throws {
    let result = try HeedCommand.run(["key", "create", "--file", file] + arguments)
    #expect(result.status == 64 && result.errors.contains(message), "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: file))
  }

  @Test("A file of keys that may not be read is to be let read, not made anew")
  func forbidden() throws {
    _ = try key("create", "--name", "a", "--scope", "score")
    chmod(file, 0)
    let heed = HeedCommand.process(["check", "--keys", file])
    if geteuid() == 0 {
      // Root may read everything: be somebody else.
      heed.arguments =
        ["--reuid=65534", "--regid=65534", "--clear-groups", HeedCommand.executable.path] + (heed.arguments ?? [])
      heed.executableURL = URL(filePath: "/usr/bin/setpriv")
    }
    let errors = Pipe()
    heed.standardOutput = FileHandle.nullDevice
    heed.standardError = errors
    try heed.run()
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    heed.waitUntilExit()
    #expect(heed.terminationStatus == 1)
    #expect(text.contains("may not be read") && text.contains("chmod 640 \(file)") && !text.contains("key create"))
  }

  @Test("Without a file of keys the commands say how to name one")
  func unnamed() throws {
    for arguments in [["list"], ["create", "--name", "a", "--scope", "score"], ["revoke", "a"]] {
      let result = try HeedCommand.run(["key"] + arguments)
      #expect(result.status == 1 && result.errors.contains("--file config/keys.yaml"))
    }
  }

  @Test("serve asks for the keys that were made, takes a new one up on SIGHUP, and logs none of them")
  func serve() throws {
    let first = try key("create", "--name", "router", "--scope", "score").output.dropLast()
    // The watch does not look in the time that this takes: it is the signal that is tried.
    try folder.write("policy_check_seconds: 3600\naccess: {keys: keys.yaml}\n", to: "heed.yaml")
    let process = HeedCommand.process([
      "serve", "--port", "0", "--config", folder.path("heed.yaml"), "--policy", Repository.defaultPolicy,
    ])
    let output = Pipe()
    let log = try folder.write("", to: "log")
    process.standardOutput = output
    process.standardError = FileHandle(forWritingAtPath: log)
    try process.run()
    defer { process.terminate() }
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    let port = try #require(line.firstMatch(of: #/http:\/\/127\.0\.0\.1:(\d+)/#).flatMap { Int($0.output.1) })
    func status(_ key: some StringProtocol) -> Int? {
      let body = [UInt8](#"{"ticket":{"id":"T"}}"#.utf8)
      let fields = [("Authorization", "Bearer \(key)")]
      return Client(port: port).request("POST", "/score", fields: fields, body: body)?.status
    }
    #expect(status(first) == 200 && status("hunter2") == 401)
    let second = try key("create", "--name", "other", "--scope", "score").output.dropLast()
    #expect(status(second) == 401)
    kill(process.processIdentifier, SIGHUP)
    let isTakenUp = (0..<100).contains { _ in
      usleep(50_000)
      return status(second) == 200
    }
    #expect(isTakenUp)
    process.terminate()
    process.waitUntilExit()
    let logged = try String(contentsOfFile: log, encoding: .utf8)
    #expect(logged.contains("keys=1") && logged.contains("access refused"))
    for secret in [first, second] { #expect(!logged.contains(secret.dropFirst(5))) }
  }
}
