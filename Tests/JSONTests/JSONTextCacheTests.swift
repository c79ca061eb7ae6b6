import JSON
import Testing

@Suite("Strings that are kept")
struct JSONTextCacheTests {
  @Test("A text gives its own string, kept or not, however many others came in between")
  func own() throws {
    // Among them texts that differ in the middle alone, where the words that place them do not look.
    let texts =
      (0..<500).map { "\($0)" } + (0..<50).map { "a-name-that-begins-like-\(100 + $0)-others-and-ends-so-too" }
    let document = written { json in json.array { for text in texts { json.string(text) } } }
    let parser = JSONParser()
    try withExtendedLifetime(parser) {
      let array = try #require(try parser.parse(copying: document.utf8).array)
      var cache = JSONTextCache()
      for round in 0..<2 {
        for (text, value) in zip(texts, array) {
          let json = try #require(value.text)
          let string = cache.string(json)
          if round == 0 { #expect(string == nil) }
          #expect((string ?? cache.keep(json)) == text)
          #expect(cache.string(json) == text)
        }
      }
    }
  }
}
