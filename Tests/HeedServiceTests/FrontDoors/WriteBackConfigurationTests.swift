import FrontDoors
import Foundation
import TestSupport
import Testing

@testable import HeedService

@Suite("The configuration of write back")
struct WriteBackConfigurationTests {
  private func read(_ yaml: String) throws -> WriteBackConfiguration {
    var configuration = WriteBackConfiguration()
    try YAMLReport.read(yaml, path: "heed.yaml") { fields, _ in configuration.read(&fields) }
    return configuration
  }

  @Test("All of it")
  func whole() throws {
    var configuration = try read(
      """
      write_back:
        - name: helpdesk
          system: chatwoot
          url: https://chat.example.com/
          account: 3
          token: file:token
          tickets: cw-
          on: [decided, changed, waiting]
          priorities: {critical: urgent, standard: none}
          timeout_seconds: 5
          give_up_hours: 2
        - {name: bus, system: webhook, url: "https://bus.example.com/in?x=1", secret: env:HEED_BUS, on: [done]}
        - {name: flex, system: twilio, account: WS1, user: AC1, token: env:HEED_TWILIO}
      """)
    configuration.resolve(from: "/etc/heed/heed.yaml")
    let targets = configuration.entries.map(\.target)
    #expect(
      targets[0]
        == WriteBackTarget(
          name: "helpdesk", system: .chatwoot, url: "https://chat.example.com", account: "3", ticketPrefix: "cw-",
          events: [.decided, .changed, .waiting], priorities: ["critical": "urgent", "standard": "none"],
          timeoutSeconds: 5, retries: RetryPolicy(giveUpAfterSeconds: 7200)))
    #expect(
      targets[1]
        == WriteBackTarget(
          name: "bus", system: .webhook, url: "https://bus.example.com/in?x=1", events: [.done]))
    #expect(
      targets[2]
        == WriteBackTarget(
          name: "flex", system: .twilio, url: "https://taskrouter.twilio.com", account: "WS1", user: "AC1",
          ticketPrefix: "twilio-"))
    #expect(
      configuration.entries.map(\.secret)
        == [.file("/etc/heed/token"), .environment("HEED_BUS"), .environment("HEED_TWILIO")])
  }

  @Test("None is none")
  func none() throws {
    #expect(try read("write_back: []").entries.isEmpty)
    #expect(try read("").entries.isEmpty)
  }

  @Test(
    "What is wrong is said by field, and secrets are not repeated",
    arguments: [
      ("name: A", "name"), ("name: a/b", "name"), ("url: hunter2", "url"),
      ("url: ftp://chat.example.com", "url"), ("url: http://chat.example.com", "url"),
      ("url: https://agent:hunter2@chat.example.com", "url"), ("url: https://chat.example.com/?token=hunter2", "url"),
      ("url: https://chat.example.com/#hunter2", "url"), ("url: 'https://chat.example.com/a b'", "url"),
      ("token: hunter2", "token"), ("secret: env:A", "secret"), ("account: ''", "account"), ("user: a", "user"),
      ("on: [deleted]", "on"), ("on: [done]", "on"), ("on: []", "on"), ("on: decided", "on"),
      ("priorities: {critical: hunter3}", "priorities.critical"), ("timeout_seconds: 0", "timeout_seconds"),
      ("give_up_hours: -1", "give_up_hours"), ("colour: red", "colour"),
    ])
  func mistakes(line: String, field: String) throws {
    let good = [
      "name: a", "system: chatwoot", "url: https://chat.example.com", "account: 3", "token: env:A", "on: [decided]",
    ]
    let key = line.prefix { $0 != ":" }
    let lines = good.filter { $0.prefix { $0 != ":" } != key } + [line]
    let yaml = "write_back:\n  - " + lines.joined(separator: "\n    ")
    let error = #expect(throws: FileError.self, "\(yaml)") { try read(yaml) }
    #expect(error?.problems.map(\.field) == ["write_back[0].\(field)"], "\(error?.description ?? "")")
    #expect(error?.description.contains("hunter2") == false)
  }

  @Test("What is missing is said", arguments: ["name", "system", "url", "account", "token"])
  func missing(key: String) {
    let lines = ["name: a", "system: chatwoot", "url: https://c.example.com", "account: 3", "token: env:A"]
    let yaml = "write_back:\n  - " + lines.filter { !$0.hasPrefix(key) }.joined(separator: "\n    ")
    let error = #expect(throws: FileError.self, "\(yaml)") { try read(yaml) }
    #expect(error?.problems.contains { $0.field == "write_back[0].\(key)" && $0.found == "nothing" } == true)
  }

  @Test("A system that is not known is said")
  func unknownSystem() {
    let error = #expect(throws: FileError.self) { try read("write_back: [{name: a, system: pigeon}]") }
    #expect(error?.problems.contains { $0.field == "write_back[0].system" && $0.found == "\"pigeon\"" } == true)
  }

  @Test("Two of a name are one too many")
  func twice() {
    let one = "{name: a, system: webhook, url: https://a.example.com, secret: env:A}"
    let error = #expect(throws: FileError.self) { try read("write_back: [\(one), \(one)]") }
    #expect(error?.problems.map(\.field) == ["write_back[1].name"])
  }

  @Test(
    "Plain HTTP is for this machine, or where somebody says so",
    arguments: ["http://127.0.0.1:8080/x", "http://localhost/x", "http://[::1]:3000/x"])
  func plain(url: String) throws {
    let entry = "name: a, system: webhook, secret: env:A"
    #expect(try read("write_back: [{\(entry), url: '\(url)'}]").entries.count == 1)
    #expect(try read("write_back: [{\(entry), url: 'http://10.0.0.1/', allow_plain: true}]").entries.count == 1)
    #expect(throws: FileError.self) { try read("write_back: [{\(entry), url: 'http://127.0.0.1.example.com/'}]") }
  }

  @Test("Secrets are read when they are needed, all mistakes at once, and none is repeated")
  func secrets() throws {
    let folder = try TemporaryFolder()
    try folder.write("hunter2\n", to: "token")
    try folder.write("hunter2 hunter2", to: "bad")
    let entries = [
      "{name: a, system: zammad, url: https://a.example.com, token: file:token}",
      "{name: b, system: zammad, url: https://a.example.com, token: file:bad}",
      "{name: c, system: zammad, url: https://a.example.com, token: file:none}",
      "{name: d, system: webhook, url: https://a.example.com, secret: file:token}",
    ]
    var configuration = try read("write_back: [\(entries.joined(separator: ", "))]")
    configuration.resolve(from: folder.path("heed.yaml"))
    let error = #expect(throws: FileError.self) { try configuration.targets() }
    #expect(
      error?.problems.map(\.field) == ["write_back[1].token", "write_back[2].token", "write_back[3].secret"])
    #expect(error?.description.contains("hunter2") == false)
    configuration.entries.removeLast(3)
    #expect(try configuration.targets().first?.secret == Secret(Array("hunter2".utf8)))
  }
}
