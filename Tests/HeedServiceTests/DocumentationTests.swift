import Foundation
import TestSupport
import Testing

/// The commands and answers that README and guides show, replayed against a running service.
@Suite("The examples of the documentation")
struct DocumentationTests {
  @Test(
    "The curl lines of a page, one after the other, are answered as it shows",
    arguments: [
      "README.md", "docs/integration.md", "docs/customers.md", "docs/stories.md", "docs/badges.md", "docs/hooks.md",
    ])
  func replay(_ document: String) async throws {
    // With a queue that nobody is in yet, and in which no time passes.
    let service = try QueueService()
    let text = String(decoding: try Repository.bytes(document), as: UTF8.self)
    // An answer is a block of JSON soon after, with no other block between.
    let commands = text.matches(
      of: #/```sh\ncurl -s (?<command>(?s:.+?))\n```(?:(?:(?!```)(?s:.)){0,200}```json\n(?<answer>(?s:.+?))\n```)?/#)
    #expect(!commands.isEmpty)
    for match in commands {
      let command = try #require(CurlCommand(String(match.command)), "\(match.command)")
      let answer = try #require(
        service.running.client.request(command.method, command.path, fields: command.fields, body: try command.body()))
      // Forecasts go by who is there a moment after somebody comes.
      if command.path.hasPrefix("/agents") { try await Task.sleep(for: .milliseconds(600)) }
      guard let documented = match.answer else {
        #expect((200...204).contains(answer.status), "\(match.command): \(answer)")
        continue
      }
      let expected = try JSONSerialization.jsonObject(with: Data(documented.utf8))
      let found = try JSONSerialization.jsonObject(with: Data(answer.body.utf8))
      if let difference = JSONDifference.find(expected, found) { Issue.record("\(document): \(difference)") }
    }
  }

  @Test(
    "Every JSON block is JSON, and every file that a page links to is there",
    arguments: [
      "README.md", "docs/policy.md", "docs/value.md", "docs/integration.md", "docs/queue.md", "docs/operations.md",
      "docs/performance.md", "docs/incidents.md", "Benchmarks/README.md", "docs/customers.md", "docs/stories.md",
      "docs/replay.md", "docs/badges.md", "docs/hooks.md", "docs/write-back.md", "docs/board.md",
      "integrations/README.md", "integrations/asterisk/README.md", "integrations/chatwoot/README.md",
      "integrations/freeswitch/README.md", "integrations/grafana/README.md", "integrations/kamailio/README.md",
      "integrations/nginx/README.md", "integrations/prometheus/README.md", "integrations/request-tracker/README.md",
      "integrations/twilio/README.md", "integrations/userscript/README.md", "integrations/zammad/README.md",
      "integrations/zendesk/README.md",
    ])
  func links(_ document: String) throws {
    let text = String(decoding: try Repository.bytes(document), as: UTF8.self)
    for block in text.matches(of: #/```json\n((?s:.+?))\n```/#) {
      #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(block.output.1.utf8)) }
    }
    let folder = URL(filePath: Repository.path(document)).deletingLastPathComponent()
    for link in text.matches(of: #/\]\((?!https?:|#)([^)#]+)[^)]*\)/#) {
      let file = folder.appending(path: String(link.output.1)).path(percentEncoded: false)
      #expect(FileManager.default.fileExists(atPath: file), "\(document) links to \(link.output.1)")
    }
  }
}

/// A curl command as the pages write it: a URL on this machine, perhaps in quotes, header fields, and a body from a file
/// or in quotes.
private struct CurlCommand {
  let method: String
  let path: String
  let fields: [(String, String)]
  private let data: Substring?

  init?(_ text: String) {
    guard let url = text.firstMatch(of: #/http://127\.0\.0\.1:8080(/[^\s']*)/#) else { return nil }
    path = String(url.output.1)
    fields = text.matches(of: #/-H '([^:']+): ([^']+)'/#).map { (String($0.output.1), String($0.output.2)) }
    let data = text.firstMatch(of: #/--data (?:'(?<quoted>(?s:[^']+))'|(?<file>@\S+))/#)
    self.data = data.flatMap { $0.quoted ?? $0.file }
    let named = text.firstMatch(of: #/-X ([A-Z]+)/#).map { String($0.output.1) }
    method = named ?? (data == nil ? "GET" : "POST")
  }

  /// The body; nil where there is none.
  func body() throws -> [UInt8]? {
    guard let data else { return nil }
    return data.hasPrefix("@") ? try Repository.bytes(String(data.dropFirst())) : [UInt8](data.utf8)
  }
}

/// Compares a documented answer with a real one.
private enum JSONDifference {
  /// Where the real answer differs from the documented one, which may leave members and elements out, and has `…` for
  /// what changes. Numbers may differ by 0.1: signals age.
  static func find(_ expected: Any, _ found: Any, _ path: String = "") -> String? {
    switch (expected, found) {
    case (let expected as String, _) where expected == "…": return nil
    case (is NSNull, is NSNull): return nil
    case (let expected as [String: Any], let found as [String: Any]):
      for (key, value) in expected {
        guard let other = found[key] else { return "\(path)/\(key) is missing" }
        if let difference = find(value, other, "\(path)/\(key)") { return difference }
      }
      return nil
    case (let expected as [Any], let found as [Any]):
      guard expected.count <= found.count else { return "\(path) is shorter" }
      for (index, value) in expected.enumerated() {
        if let difference = find(value, found[index], "\(path)/\(index)") { return difference }
      }
      return nil
    case (let expected as NSNumber, let found as NSNumber):
      return abs(expected.doubleValue - found.doubleValue) <= 0.1 ? nil : "\(path): \(found), not \(expected)"
    case (let expected as String, let found as String):
      return expected == found ? nil : "\(path): \(found), not \(expected)"
    default: return "\(path): \(found), not \(expected)"
    }
  }
}
