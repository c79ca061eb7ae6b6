import Storage
import TestSupport
import Testing

@testable import HeedService

@Suite("Identities")
struct CustomerIdentityTests {
  @Test(
    "Ways to write the same are one",
    arguments: [
      ("phone:+49 30 123", "phone:+4930123"), ("phone:0049-30-123", "phone:+4930123"),
      ("Phone:(030) 123", "phone:030123"),
      ("phone:030/12.3", "phone:030123"), ("phone:\u{A0}030 123", "phone:030123"), ("phone:110", "phone:110"),
      ("email: Ann@Example.COM ", "email:ann@example.com"), ("twitter:@Ann", "twitter:ann"),
      ("twitter: ann ", "twitter:ann"),
      ("x:a:b", "x:a:b"), ("crm.id:A B", "crm.id:a b"), ("twitter:@ @a", "twitter:a"), ("fax:ÄÖ", "fax:äö"),
    ])
  func normal(_ text: String, _ expected: String) throws {
    let identity = try #require(CustomerIdentity(text: text))
    #expect(identity.text == expected)
    #expect(CustomerIdentity(text: identity.text) == identity, "once more changes nothing")
  }

  @Test(
    "What is none",
    arguments: [
      "", ":", "phone", "phone:", "phone:12", "phone:abc", "phone:1+2345", "phone:++49301234",
      "phone:1234567890123456789012", "email:ann", "email:@b", "email:a@", "email:a@b@c", "email:a b@c", "tw itter:a",
      ":a", "twitter:", "twitter:@", "twitter:  ", "twitter:a\u{0}b", "ü:a", "twitter:a\u{7F}",
      "\(String(repeating: "n", count: 33)):a", "x:\(String(repeating: "n", count: 321))",
    ])
  func none(_ text: String) {
    #expect(CustomerIdentity(text: text) == nil)
  }

  @Test("Any text is an identity that stays the same when it is read again, or none")
  func property() {
    var random = SeededGenerator()
    let pieces = [
      "phone:", "email:", "twitter:", "@", "+", "00", "49", " ", "-", "A", "ß", "İ", "e\u{301}", ".", "\u{0}", "(",
      "x@y",
    ]
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 1...8, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
      guard let identity = CustomerIdentity(text: text) else { continue }
      #expect(CustomerIdentity(text: identity.text) == identity, "\(random): \(text)")
      #expect(!identity.value.isEmpty && identity.value.utf8.count <= 320, "\(random): \(text)")
    }
  }
}
