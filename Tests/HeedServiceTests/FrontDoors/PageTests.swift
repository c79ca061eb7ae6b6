import TestSupport
import Testing

@testable import HeedService

@Suite("Pages")
struct PageTests {
  @Test("Each page may run what it was built with, and ask nobody else", arguments: ["/", "/docs"])
  func policy(_ path: String) throws {
    let running = try RunningService()
    let answer = try #require(running.client.get(path))
    #expect(answer.status == 200 && answer.mediaType == "text/html")
    let policy = try #require(answer["Content-Security-Policy"])
    #expect(policy.contains("default-src 'none'") && policy.contains("connect-src 'self'"))
    // One script and one style, each with its hash.
    for element in ["script", "style"] {
      #expect(answer.body.components(between: "<\(element)>", "</\(element)>") == 1, "\(element)")
      #expect(policy.contains("\(element)-src 'sha256-"), "\(element)")
    }
    // Attributes that run would be blocked, and addresses of others not asked.
    #expect(!answer.body.contains(#/<[a-z]+ [^>]*\son[a-z]+=/#))
    #expect(!answer.body.contains(#/(src|href)="https?:/#))
    #expect(answer["X-Content-Type-Options"] == "nosniff")
  }

  @Test("The contract in JSON is the contract")
  func contract() throws {
    let running = try RunningService()
    let answer = try #require(running.client.get("/openapi.json"))
    #expect(answer.mediaType == "application/json")
    let yaml = try JSONTree(yaml: String(decoding: Page.contract.bytes, as: UTF8.self))
    #expect(try JSONTree(json: Array(answer.body.utf8)) == yaml)
  }
}

extension String {
  /// How often something stands between two texts.
  fileprivate func components(between start: String, _ end: String) -> Int {
    split(separator: start, omittingEmptySubsequences: false).dropFirst().count { $0.contains(end) }
  }
}
