import Testing

@testable import JSON

@Suite struct JSONDigestTests {
  private let parser = JSONParser(duplicateKeys: .allowed)

  private func digest(_ text: String, seed: UInt64 = 0) throws -> JSONDigest {
    try parser.parse(copying: text.utf8).digest(seed: seed)
  }

  @Test(arguments: [
    (#"{"a":[1,"x",null]}"#, " {\n\"a\" : [ 1.0,\t\"\\u0078\" , null ] } "),
    ("1000", "1e3"), ("0", "-0.0"), ("18446744073709549568", "18446744073709549568.0"),
    ("-9223372036854775808", "-9223372036854775808.0"), ("0.5", "5e-1"),
  ])
  func equalContentHashesAlike(left: String, right: String) throws {
    #expect(try digest(left) == digest(right))
  }

  @Test func differentContentHashesApart() throws {
    let texts = [
      "null", "true", "false", "0", "1", "-1", "0.5", "\"\"", "\"0\"", "\"1\"", "\"a\"", "\"b\"", "\"a\\u0000\"",
      "\"aaaaaaaa\"", "\"aaaaaaaaa\"", "\"aaaaaaaaaa\"", "\"aaaaaaaabaaaaaaa\"", "[]", "{}", "[[]]", "[[],[]]",
      "[0]", "[0,0]", "[[0],0]", "[\"ab\",\"c\"]", "[\"a\",\"bc\"]", "[\"abc\"]", "{\"a\":1}", "{\"a\":[1]}",
      "[\"a\",1]", "{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}", "4607182418800017408", "9223372036854775808", "[{}]",
    ]
    #expect(Set(try texts.map { try digest($0) }).count == texts.count)
  }

  @Test func eachByteAndTheSeedCount() throws {
    var seen: Set<JSONDigest> = [try digest(example), try digest(example, seed: 1)]
    var changed = Array(example.utf8)
    var expected = 2
    for index in changed.indices where changed[index] == UInt8(ascii: "0") {
      changed[index] = UInt8(ascii: "1")
      if refusal(changed) == nil {
        seen.insert(try digest(String(decoding: changed, as: UTF8.self)))
        expected += 1
      }
      changed[index] = UInt8(ascii: "0")
    }
    #expect(seen.count == expected && expected > 30)
  }

  /// Stored digests rely on these.
  @Test func staysTheSame() throws {
    #expect(try digest(example).description == "bb2fc71f0c450a8905e73728aaef880e")
    #expect(try digest("null", seed: 42).description == "89fb3d989b417894dd52285b105f6c81")
  }

  @Test func aPartHashesAsItDoesAlone() throws {
    let whole = try parser.parse(copying: #"{"x":"padding","y":{"a":[1,2,"three"]}}"#.utf8)
    let part = try #require(whole["y"]).digest()
    #expect(try part == digest(#"{"a":[1,2,"three"]}"#))
  }
}
