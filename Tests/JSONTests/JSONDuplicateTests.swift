import Testing

@testable import JSON

@Suite struct JSONDuplicateTests {
  private let lenient = JSONParser(duplicateKeys: .allowed)

  @Test(arguments: [
    (#"{"a":1,"a":2}"#, "/a", "a"), (#"{"a":1,"b":2,"\u0061":3}"#, "/a", "a"), (#"{"":1,"":2}"#, "/", ""),
    (#"[0,{"x":{"y/z":1,"y/z":1}}]"#, "/1/x/y~1z", "y/z"),
    (#"{"o":{"k":[{"p":1}]},"a":[{"p":1},{"q":1,"q":1}]}"#, "/a/1/q", "q"),
    (#"{"long_key_one":1,"other":[],"long_key_two":{},"long_key_one":0}"#, "/long_key_one", "long_key_one"),
  ])
  func findsTheFirst(text: String, pointer: String, key: String) throws {
    let found = try #require(try lenient.parse(copying: text.utf8).firstDuplicateKey())
    #expect(found.key == key)
    #expect(found.pointer.rawValue == pointer)
    let error = try #require(refusal(text))
    #expect(error.kind == .duplicateKey)
    #expect(error.pointer.rawValue == pointer)
    // The place is that of the second key's quote.
    #expect(Array(text.utf8)[error.offset] == UInt8(ascii: "\""))
    #expect(error.offset > text.utf8.firstIndex(of: UInt8(ascii: ":"))!.utf16Offset(in: text))
  }

  @Test(arguments: [
    example, "[]", #"{"a":{"a":{"a":1}},"b":{"a":1}}"#, #"[{"a":1},{"a":1}]"#, #"{"a":"a","b":"a"}"#,
    #"{"p50_seconds":1,"p90_seconds":2,"p5":1,"p":2,"":3,"\u0000":4,"p\u0000":5}"#,
    #"{"abcdXefgh":1,"abcdYefgh":2,"abcdZefgh":3}"#,
  ])
  func findsNoneWhereThereIsNone(text: String) throws {
    #expect(try lenient.parse(copying: text.utf8).firstDuplicateKey() == nil)
    #expect(refusal(text) == nil)
  }

  @Test(arguments: [2, 31, 32, 33, 34, 1000])
  func findsThemInObjectsOfAnySize(count: Int) throws {
    let members = (0..<count).map { "\"key-number-\($0)-end\":{\"v\":\($0)}" }
    for position in Set([0, count / 2, count - 1]) {
      let text = "{" + (members + [members[position]]).joined(separator: ",") + "}"
      #expect(refusal(text)?.pointer.rawValue == "/key-number-\(position)-end")
    }
    #expect(refusal("{" + members.joined(separator: ",") + "}") == nil)
  }

  @Test func findsThemAtDepth() throws {
    let depth = 500
    let text =
      String(repeating: "[{\"a\":", count: depth / 2) + #"{"b":1,"b":2}"# + String(repeating: "}]", count: depth / 2)
    #expect(refusal(text)?.pointer.rawValue == String(repeating: "/0/a", count: depth / 2) + "/b")
  }

  @Test(.timeLimit(.minutes(1)))
  func hostileKeysStayLinear() throws {
    let members = (0..<200_000).map { "\"same\($0)same\":0" }
    #expect(refusal("{" + members.joined(separator: ",") + "}") == nil)
  }
}
