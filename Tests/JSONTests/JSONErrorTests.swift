import Testing

@testable import JSON

@Suite struct JSONErrorTests {
  @Test(
    arguments: [
      ("", JSONError.Kind.empty, 0, ""), (" \n\t ", .empty, 4, ""),
      (#"{"ticket":{"severity":"#, .syntax, 22, "/ticket/severity"), (#"{"a""#, .syntax, 4, "/a"),
      (#"{"a"#, .syntax, 3, ""),
      (#"{"a":1"#, .syntax, 6, ""), (#"{"a":1,"#, .syntax, 7, ""), (#"{"a":1,}"#, .syntax, 7, ""),
      ("{", .syntax, 1, ""),
      (#"{"a":[1,2,x]}"#, .syntax, 10, "/a/2"), ("[1 2]", .syntax, 3, ""), ("[1,]", .syntax, 3, ""),
      ("[,1]", .syntax, 1, "/0"),
      ("[1}", .syntax, 2, ""), ("]", .syntax, 0, ""), ("1 2", .syntax, 2, ""), ("{}x", .syntax, 2, ""),
      ("{} {}", .syntax, 3, ""),
      ("{1:2}", .syntax, 1, ""), (#"{"a" 1}"#, .syntax, 5, "/a"), ("{'a':1}", .syntax, 1, ""),
      ("['a']", .syntax, 1, "/0"),
      ("tru", .syntax, 0, ""), ("truex", .syntax, 4, ""), (#"{"n":nul}"#, .syntax, 5, "/n"), ("True", .syntax, 0, ""),
      (#"{"s":NaN}"#, .syntax, 5, "/s"), (#"{"s":Infinity}"#, .syntax, 5, "/s"),
      (#"{"s":-Infinity}"#, .syntax, 6, "/s"),
      ("01", .syntax, 0, ""), ("-", .syntax, 1, ""), ("1.", .syntax, 2, ""), (".5", .syntax, 0, ""),
      ("+1", .syntax, 0, ""),
      ("1e", .syntax, 2, ""), ("1e+", .syntax, 3, ""), ("-01", .syntax, 1, ""), ("0x10", .syntax, 1, ""),
      ("1.e5", .syntax, 2, ""),
      (#"{"a/b":{"~":1e400}}"#, .numberOutOfRange, 12, "/a~1b/~0"), ("[0,-1e309]", .numberOutOfRange, 3, "/1"),
      ("[18446744073709551616]", .numberOutOfRange, 1, "/0"), ("[-9223372036854775809]", .numberOutOfRange, 1, "/0"),
      ("[1.7976931348623159e308]", .numberOutOfRange, 1, "/0"),
      (#""abc"#, .syntax, 4, ""), (#""\x""#, .syntax, 2, ""), (#""\u12g4""#, .syntax, 5, ""),
      (#""\u12"#, .syntax, 5, ""),
      (#"["\uD800"]"#, .syntax, 2, "/0"), (#"["\uDC00"]"#, .syntax, 2, "/0"), (#"["x\uD800\u0041"]"#, .syntax, 3, "/0"),
      (#"["\uD800\uD800"]"#, .syntax, 2, "/0"), (#"["\uD800\n"]"#, .syntax, 2, "/0"),
      ("[\"a\u{1}\"]", .syntax, 3, "/0"),
      ("[\"a\nb\"]", .syntax, 3, "/0"), ("{\"a\":\"\t\"}", .syntax, 6, "/a"), ("\u{FEFF}{}", .syntax, 0, ""),
      ("[1]\0", .syntax, 3, ""), ("[1\u{A0}]", .syntax, 2, ""), ("// x\n1", .syntax, 0, ""),
    ] as [(String, JSONError.Kind, Int, String)])
  func tellsWhereItBroke(text: String, kind: JSONError.Kind, offset: Int, pointer: String) throws {
    let error = try #require(refusal(text))
    #expect(error.kind == kind, "\(error)")
    #expect(error.offset == offset, "\(error)")
    #expect(error.pointer.rawValue == pointer, "\(error)")
    #expect(!error.message.isEmpty)
  }

  @Test(
    arguments: [
      [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82],
      [0xF0, 0x80, 0x80, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xF0, 0x9F, 0x98],
    ] as [[UInt8]])
  func refusesInvalidUTF8(sequence: [UInt8]) throws {
    let error = try #require(refusal(Array(#"{"k":"ab"#.utf8) + sequence + Array(#""}"#.utf8)))
    #expect(error.kind == .invalidUTF8)
    #expect(error.offset == 8)
    #expect(error.pointer.rawValue == "/k")
  }

  @Test func countsLinesAndColumns() throws {
    let error = try #require(refusal("{\n  \"é😀\": 1,\n  \"ä\": x\n}"))
    #expect(error.line == 3)
    #expect(error.column == 8)
    #expect(error.description == "a value is expected, not 'x', at line 3, column 8 in /ä")
  }

  @Test func hugeNumbers() throws {
    let digits = String(repeating: "9", count: 401)
    #expect(refusal("{\"n\":\(digits)}")?.kind == .numberOutOfRange)
    #expect(refusal("{\"n\":\(digits).5}")?.pointer.rawValue == "/n")
    #expect(refusal("[\(digits)e-300]") == nil)
    #expect(refusal("[0.\(String(repeating: "0", count: 400))1e700]") == nil)
    #expect(refusal("[0.\(String(repeating: "0", count: 400))1e710]")?.kind == .numberOutOfRange)
    // Halfway between the largest double and what would follow it: this rounds to infinity, anything less does not.
    let halfway =
      "1797693134862315807937289714053034150799341327100378269361737789804449682927647509466490179775872070"
      + "9633028641669288791094655554785194040263065748867150582068190890200070838367627385484581771153176447"
      + "5730270069855571366959622842914819860834936475292719074168444365510704342711559699508093042880177904"
      + "174497"
    #expect(refusal("[\(halfway)792.0]")?.kind == .numberOutOfRange)
    #expect(refusal("[\(halfway)80e1]")?.kind == .numberOutOfRange)
    #expect(refusal("[\(halfway)791.9]") == nil)
    #expect(refusal("[-\(halfway)79e1]") == nil)
  }

  @Test(arguments: [(513, false), (512, true), (10_000, false)])
  func refusesDepth(depth: Int, isAccepted: Bool) throws {
    let nested = String(repeating: "[", count: depth) + "1" + String(repeating: "]", count: depth)
    let error = refusal(nested)
    #expect((error == nil) == isAccepted)
    if let error {
      #expect(error.kind == .depth)
      #expect(error.offset == 512)
      #expect(error.pointer.rawValue == String(repeating: "/0", count: 512))
    }
    #expect(refusal(String(repeating: "[", count: 10_000))?.kind == .depth)
    #expect(refusal(String(repeating: "{\"a\":", count: 10_000))?.kind == .depth)
  }

  @Test func boundsPointers() throws {
    let key = String(repeating: "k", count: 700)
    let error = try #require(refusal("{\"a\":{\"\(key)\":{\"\(key)\":x}}}"))
    #expect(error.pointer.rawValue == "/a/\(key)")
    let escaped = try #require(refusal(#"{"\u0061\/\uD83D\uDE00\n~":x}"#))
    #expect(escaped.pointer.rawValue == "/a~1😀\n~0")
  }

  @Test func refusesWhatIsTooLarge() throws {
    let parser = JSONParser(maximumLength: 10)
    #expect(refusal("[1,2,3,4]", by: parser) == nil)
    #expect(refusal("[1,2,3,4,5]", by: parser)?.kind == .tooLarge)
  }

  @Test func everyTruncationOfTheExampleIsAnError() throws {
    let bytes = Array(example.utf8)
    let parser = JSONParser()
    for length in 0..<bytes.count {
      let error = try #require(refusal(bytes[..<length], by: parser))
      #expect((0...length).contains(error.offset))
      #expect(error.kind == (length == 0 ? .empty : .syntax))
    }
    #expect(refusal(bytes, by: parser) == nil)
  }
}
