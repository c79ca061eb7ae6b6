import JSON
import Testing

@Suite("Known keys")
struct JSONKeysTests {
  private enum Key: String, CaseIterable {
    case a, at, id, count, topics, severity, incident
    case upper = "AT"
    case observedAt = "observed_at"
    case unfoundedClaims = "unfounded_claims"
    case growthProbability = "growth_probability"
    case longest = "123456789012345678901234"
  }

  private let keys = JSONKeys<Key>()

  @Test("Each key is found, and nothing else that is like it")
  func finds() throws {
    var others: [String] = []
    for key in Key.allCases.map(\.rawValue) {
      let shorter = String(key.dropLast())
      others += [key + "x", shorter, "x" + key.dropFirst(), shorter + "x", key + "\u{0}"]
      if key.count > 9 { others.append(key.prefix(8) + "x" + key.dropFirst(9)) }
    }
    // Those of these that are keys themselves are the keys'.
    let wrong = Set(others + ["", "1234567890123456789012345"]).subtracting(Key.allCases.map(\.rawValue))
    let texts = Key.allCases.map(\.rawValue) + wrong.sorted()
    let document = written { json in
      json.object { for text in texts { json.key(escaping: text).number(1) } }
    }
    let parser = JSONParser()
    try withExtendedLifetime(parser) {
      let object = try #require(try parser.parse(copying: document.utf8).object)
      let found = object.map { keys.match($0.key)?.key.rawValue }
      #expect(found == texts.map { wrong.contains($0) ? nil : $0 })
    }
  }

  @Test("Each key has a bit of its own")
  func bits() throws {
    let document = written { json in
      json.object { for key in Key.allCases { json.key(escaping: key.rawValue).number(1) } }
    }
    let parser = JSONParser()
    try withExtendedLifetime(parser) {
      let object = try #require(try parser.parse(copying: document.utf8).object)
      let bits = object.compactMap { keys.match($0.key)?.bit }
      #expect(Set(bits).count == Key.allCases.count && bits.allSatisfy { $0.nonzeroBitCount == 1 })
    }
  }
}
