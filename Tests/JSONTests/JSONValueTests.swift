import Testing

@testable import JSON

@Suite struct JSONValueTests {
  private let parser = JSONParser()

  @Test func walksTheExample() throws {
    let root = try parser.parse(copying: example.utf8)
    #expect(root.kind == .object)
    #expect(root.object?.map { String($0.key) } == ["ticket", "customer", "social"])
    #expect(root["ticket"]?["id"]?.string == "T-1001")
    #expect(root["ticket"]?["unresolved_contacts"]?.int == 1)
    #expect(root["customer"]?["purchases"]?["average_value"]?.double == 310)
    #expect(root["social"]?["consent"]?.bool == true)
    let accounts = try #require(root["social"]?["accounts"]?.array)
    #expect(accounts.count == 1)
    for account in accounts {
      #expect(account.count == 11)
      #expect(account["topics"]?.object?.map { $0.value.double } == [0.9, 0.3])
      #expect(account["observed_at"]?.string == "2026-11-22T06:00:00Z")
    }
    #expect(root["nothing"] == nil)
  }

  @Test(
    arguments: [
      ("0", JSONValue.Kind.integer, 0, 0), ("-0", .integer, 0, 0), ("12", .integer, 12, 12),
      ("9223372036854775807", .integer, Int.max, 0x1p63), ("-9223372036854775808", .integer, Int.min, -0x1p63),
      ("9223372036854775808", .unsigned, nil, 0x1p63), ("18446744073709551615", .unsigned, nil, 0x1p64),
      ("1e3", .double, 1000, 1000), ("2.0", .double, 2, 2), ("-3.5", .double, nil, -3.5),
      ("9007199254740992.0", .double, 1 << 53, 0x1p53), ("1e16", .double, nil, 1e16),
      ("1e308", .double, nil, 1e308), ("1.7976931348623157e308", .double, nil, Double.greatestFiniteMagnitude),
      ("5e-324", .double, nil, .leastNonzeroMagnitude), ("1e-400", .double, 0, 0), ("0.1", .double, nil, 0.1),
      ("0e999999999999999999999", .double, 0, 0),
    ] as [(String, JSONValue.Kind, Int?, Double)])
  func readsNumbers(text: String, kind: JSONValue.Kind, int: Int?, double: Double) throws {
    let value = try parser.parse(copying: text.utf8)
    #expect(value.kind == kind)
    #expect(value.int == int)
    #expect(value.double == double)
    #expect(value.string == nil && value.bool == nil && !value.isNull)
  }

  @Test func readsUnsigned() throws {
    #expect(try parser.parse(copying: "18446744073709551615".utf8).unsigned == .max)
    #expect(try parser.parse(copying: "7".utf8).unsigned == 7)
    #expect(try parser.parse(copying: "7e1".utf8).unsigned == 70)
    #expect(try parser.parse(copying: "-7".utf8).unsigned == nil)
  }

  @Test func minusZeroKeepsItsSignAsADouble() throws {
    #expect(try parser.parse(copying: "-0.0".utf8).double?.sign == .minus)
  }

  @Test(arguments: [
    (#""""#, ""), (#""a""#, "a"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u00e9\u20AC""#, "é€"),
    (#""\ud83d\uDE00""#, "😀"), (#""\u0000x""#, "\0x"), ("\"π 😀 \u{7F}\"", "π 😀 \u{7F}"),
  ])
  func readsStrings(text: String, expected: String) throws {
    let value = try parser.parse(copying: text.utf8)
    #expect(value.kind == .string)
    #expect(value.string == expected)
    #expect(try #require(value.utf8).elementsEqual(expected.utf8))
  }

  @Test func literalsAndTypesDoNotMix() throws {
    let root = try parser.parse(copying: #"[null,true,false,"x",1,[],{}]"#.utf8)
    let elements = try #require(root.array)
    #expect(elements.map(\.kind) == [.null, .bool, .bool, .string, .integer, .array, .object])
    #expect(elements.map(\.isNull) == [true, false, false, false, false, false, false])
    #expect(elements.map(\.bool) == [nil, true, false, nil, nil, nil, nil])
    #expect(elements.map(\.int) == [nil, nil, nil, nil, 1, nil, nil])
    #expect(elements.map(\.string) == [nil, nil, nil, "x", nil, nil, nil])
    #expect(elements.map { $0.array?.isEmpty } == [nil, nil, nil, nil, nil, true, nil])
    #expect(elements.map { $0.object?.isEmpty } == [nil, nil, nil, nil, nil, nil, true])
    #expect(root.count == 7 && !elements.isEmpty)
  }

  @Test func keysMatchLiteralsOfEveryLength() throws {
    let literals: [StaticString] = [
      "", "a", "ab", "abc", "abcd", "abcde", "abcdefg", "abcdefgh", "abcdefghi", "abcdefghijklmnop",
      "abcdefghijklmnopq",
    ]
    for literal in literals {
      for other in literals {
        let value = try parser.parse(copying: "\"\(literal)\"".utf8)
        #expect((value.text! == other) == (literal.description == other.description))
      }
    }
    let value = try parser.parse(copying: #""abcdefghijklmnop""#.utf8)
    #expect(value.text! != "abcdefghijkLmnop" && value.text! != "Abcdefghijklmnop" && value.text! != "abcdefghijklmnoP")
    switch value.text! {
    case "abc": Issue.record("matched another literal")
    case "abcdefghijklmnop": break
    default: Issue.record("matched no literal")
    }
  }

  @Test func pointersLeadToEveryValue() throws {
    let root = try parser.parse(copying: #"{"a/b":[1,{"m~n":[[],{}]}],"":{"é":null}}"#.utf8)
    #expect(root.pointer().rawValue == "")
    let list = try #require(root["a/b"])
    let nested = try #require(Array(list.array!).last?["m~n"])
    #expect(list.pointer().rawValue == "/a~1b")
    #expect(nested.pointer().rawValue == "/a~1b/1/m~0n")
    #expect(Array(nested.array!).map { $0.pointer().rawValue } == ["/a~1b/1/m~0n/0", "/a~1b/1/m~0n/1"])
    #expect(nested.pointer(from: list).rawValue == "/1/m~0n")
    #expect(root[""]!["é"]!.pointer().appending("x").appending(3).rawValue == "//é/x/3")
  }

  @Test func growsToLongDocumentsAndCountsThem() throws {
    let small = JSONParser(capacity: 0)
    for count in [1, 1000, 100_000] {
      let text = "[" + Array(repeating: "\"x\"", count: count).joined(separator: ",") + "]"
      let value = try small.parse(copying: text.utf8)
      #expect(value.count == count)
      #expect(value.array?.reduce(0) { $0 + $1.utf8!.count } == count)
    }
  }
}
