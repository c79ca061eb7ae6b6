import TestSupport
import Testing

@testable import HeedService

@Suite("API keys")
struct APIKeyTests {
  private func isKey(_ text: String) -> Bool {
    Array(text.utf8).withUnsafeBytes { APIKey.hasForm($0) && APIKey.hasGoodChecksum($0) }
  }

  @Test("Keys have their form and checksum, and no two are the same")
  func form() {
    let keys = (0..<200).map { _ in APIKey.random().text }
    for key in keys {
      #expect(key.wholeMatch(of: #/heed_[0-9A-Za-z]{49}/#) != nil)
      #expect(isKey(key))
    }
    #expect(Set(keys).count == keys.count)
  }

  @Test("Any wrong, missing or swapped character is told by form or checksum")
  func mistyped() {
    let key = Array(APIKey.random().text)
    for index in key.indices {
      var wrong = key
      wrong[index] = wrong[index] == "a" ? "b" : "a"
      #expect(!isKey(String(wrong)))
      wrong = key
      wrong.remove(at: index)
      #expect(!isKey(String(wrong)))
      if index > 0, key[index] != key[index - 1] {
        wrong = key
        wrong.swapAt(index, index - 1)
        #expect(!isKey(String(wrong)))
      }
    }
    for text in ["", "heed_", String(repeating: "a", count: 54), "heed_" + String(repeating: "é", count: 49)] {
      #expect(!isKey(text))
    }
  }

  @Test("A hash is SHA-256, survives being written, and equals itself alone")
  func hash() throws {
    let abc = Array("abc".utf8).withUnsafeBytes { KeyHash(of: $0) }
    // FIPS 180-4's own example.
    #expect(abc.text == "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    let again = Array("abc".utf8).withUnsafeBytes { KeyHash(of: $0) }
    #expect(again.equals(abc))
    #expect(try #require(KeyHash(abc.text)).equals(abc))
    for index in 7..<71 {
      var text = Array(abc.text)
      text[index] = text[index] == "0" ? "1" : "0"
      #expect(KeyHash(String(text)).map { $0.equals(abc) } == false)
    }
    for text in [
      "", "sha256:", "sha256:zz" + abc.text.dropFirst(9), String(abc.text.dropLast()), abc.text + "0",
      "sha256:+" + abc.text.dropFirst(8),
    ] {
      #expect(KeyHash(text) == nil, "\(text)")
    }
  }

  @Test("What could be a key or a hash is taken out of messages, and words are not")
  func redaction() {
    let key = APIKey.random()
    for secret in [key.text, String(key.text.dropFirst(5)), key.hash.text, String(key.hash.text.prefix(60))] {
      let redacted = APIKey.redacting("found \"\(secret)\", expected a name")
      #expect(redacted.contains("expected a name") && redacted.count < 50, "\(redacted)")
    }
    #expect(APIKey.redacting("customer-care_router.2") == "customer-care_router.2")
  }

  @Test("Scopes allow themselves, and admin allows all")
  func scopes() {
    for scope in Scope.allCases {
      #expect(ScopeSet(scope).scopes == [scope])
      #expect(ScopeSet(.admin).allows(scope))
      for other in Scope.allCases where scope != .admin { #expect(ScopeSet(scope).allows(other) == (scope == other)) }
    }
    #expect(ScopeSet([.metrics, .score]).scopes == [.score, .metrics])
    #expect(!ScopeSet().allows(.score))
  }
}
