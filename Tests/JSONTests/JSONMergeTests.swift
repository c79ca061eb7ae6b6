import TestSupport
import Testing

@testable import JSON

@Suite("Merge patches")
struct JSONMergeTests {
  private func merged(_ target: String?, _ patch: String) throws -> String {
    let (parser, other) = (JSONParser(), JSONParser())
    let patch = try parser.parse(copying: patch.utf8)
    let target = try target.map { try other.parse(copying: $0.utf8) }
    return withExtendedLifetime((parser, other)) { written { $0.merge(patch, into: target) } }
  }

  @Test(
    "RFC 7396, appendix A, and its example",
    arguments: [
      (#"{"a":"b"}"#, #"{"a":"c"}"#, #"{"a":"c"}"#), (#"{"a":"b"}"#, #"{"b":"c"}"#, #"{"a":"b","b":"c"}"#),
      (#"{"a":"b"}"#, #"{"a":null}"#, "{}"), (#"{"a":"b","b":"c"}"#, #"{"a":null}"#, #"{"b":"c"}"#),
      (#"{"a":["b"]}"#, #"{"a":"c"}"#, #"{"a":"c"}"#), (#"{"a":"c"}"#, #"{"a":["b"]}"#, #"{"a":["b"]}"#),
      (#"{"a":{"b":"c"}}"#, #"{"a":{"b":"d","c":null}}"#, #"{"a":{"b":"d"}}"#),
      (#"{"a":[{"b":"c"}]}"#, #"{"a":[1]}"#, #"{"a":[1]}"#), (#"["a","b"]"#, #"["c","d"]"#, #"["c","d"]"#),
      (#"{"a":"b"}"#, #"["c"]"#, #"["c"]"#), (#"{"a":"foo"}"#, "null", "null"), (#"{"a":"foo"}"#, #""bar""#, #""bar""#),
      (#"{"e":null}"#, #"{"a":1}"#, #"{"e":null,"a":1}"#), (#"[1,2]"#, #"{"a":"b","c":null}"#, #"{"a":"b"}"#),
      ("{}", #"{"a":{"bb":{"ccc":null}}}"#, #"{"a":{"bb":{}}}"#),
      (
        #"{"title":"Goodbye!","author":{"givenName":"John","familyName":"Doe"},"tags":["example","sample"],"content":"c"}"#,
        #"{"title":"Hello!","phoneNumber":"+01-123-456-7890","author":{"familyName":null},"tags":["example"]}"#,
        #"{"content":"c","title":"Hello!","phoneNumber":"+01-123-456-7890","author":{"givenName":"John"},"tags":["example"]}"#
      ),
    ])
  func rfc(_ target: String, _ patch: String, _ expected: String) throws {
    #expect(try merged(target, patch) == expected)
  }

  @Test("Nothing is patched as an empty object is")
  func nothing() throws {
    #expect(try merged(nil, #"{"a":{"b":null,"c":1},"d":[null]}"#) == #"{"a":{"c":1},"d":[null]}"#)
  }

  @Test("Keys and texts keep what they are, escapes and all")
  func texts() throws {
    #expect(
      try merged(#"{"a\"\\":"\u0001","ä":1,"\u00e4b":2}"#, #"{"\u00e4":"😀\n","a\u0022\\":"x"}"#)
        == #"{"äb":2,"ä":"😀\n","a\"\\":"x"}"#)
  }

  @Test("Numbers come out as they went in")
  func numbers() throws {
    let numbers = "[0,-1,9223372036854775807,18446744073709551615,-9223372036854775808,0.1,1e300,5e-324]"
    let (parser, other) = (JSONParser(), JSONParser())
    let text = try merged(nil, numbers)
    let (first, second) = (try parser.parse(copying: numbers.utf8), try other.parse(copying: text.utf8))
    let pairs = zip(try #require(first.array), try #require(second.array))
    for (before, after) in pairs { #expect(before.double == after.double && before.unsigned == after.unsigned) }
    #expect(second.array?.map { $0 }.count == 8)
    withExtendedLifetime((parser, other)) {}
  }
}
