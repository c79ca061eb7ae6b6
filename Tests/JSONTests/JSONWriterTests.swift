import Testing

@testable import JSON

@Suite struct JSONWriterTests {
  @Test func putsCommasWhereTheyBelong() {
    let text = written { writer in
      writer.object {
        writer.key("a").number(1)
        writer.key("b").array {
          writer.number(2)
          writer.string("x")
          writer.null()
          writer.bool(true)
          writer.object {}
          writer.array {}
          writer.time(0)
        }
        writer.raw(",\"c\":")
        writer.bool(false)
        writer.key(escaping: "d\"").number(UInt64.max)
      }
    }
    #expect(
      text == #"{"a":1,"b":[2,"x",null,true,{},[],"1970-01-01T00:00:00Z"],"c":false,"d\"":18446744073709551615}"#)
  }

  @Test func linesOfNDJSONNeedNoComma() {
    let text = written { writer in
      for index in 0..<3 {
        writer.object { writer.key("i").number(index) }
        writer.raw("\n")
      }
    }
    #expect(text == "{\"i\":0}\n{\"i\":1}\n{\"i\":2}\n")
  }

  @Test(arguments: [0, 7, -7, 10, 99, 100, 1_000_000, Int.max, Int.min])
  func writesIntegers(value: Int) {
    #expect(written { $0.number(value) } == "\(value)")
  }

  @Test(
    arguments: [
      (38.8, 1, "38.8"), (2.5, 0, "3"), (-2.5, 0, "-3"), (0.125, 2, "0.13"), (-0.125, 2, "-0.13"), (2.50, 2, "2.5"),
      (2, 2, "2"), (0.001, 2, "0"), (-0.001, 2, "0"), (-0.0, 3, "0"), (0.05, 2, "0.05"), (100, 0, "100"),
      (1200, 2, "1200"), (0.1, 15, "0.1"), (123_456.789, 2, "123456.79"), (0x1p53, 0, "9007199254740992"),
      (1e300, 2, "1e+300"), (.nan, 2, "null"), (.infinity, 2, "null"), (-.infinity, 0, "null"), (0.999, 2, "1"),
      (9.996, 2, "10"), (1.005, 2, "1"), (1e-9, 9, "0.000000001"),
    ] as [(Double, Int, String)])
  func writesFixedPoint(value: Double, decimals: Int, expected: String) {
    #expect(written { $0.number(value, decimals: decimals) } == expected)
  }

  @Test("Numbers of all lengths, whole and in four decimals, are written without zeros on either end")
  func writesFixedPointByIntegers() {
    let numbers = Array(0..<11_000) + (0..<3000).map { $0 * 99_991 } + [9_999_999, 100_000_000, 1 << 52, 1 << 53]
    for number in numbers {
      #expect(written { $0.number(number) } == "\(number)")
      #expect(written { $0.number(Double(number), decimals: 0) } == "\(number)")
      let fraction = "\(10_000 + number % 10_000)".dropFirst().reversed().drop { $0 == "0" }.reversed()
      let expected = "\(number / 10_000)" + (fraction.isEmpty ? "" : "." + String(fraction))
      #expect(written { $0.number(Double(number) / 10_000, decimals: 4) } == expected)
    }
  }

  @Test(arguments: [
    0.1, 1, -0.0, .leastNonzeroMagnitude, 1.7976931348623157e308, 1e16, 1 / 3.0, 0.1 + 0.2, 1e21, 123456789.125,
  ])
  func writesDoublesThatReadTheSame(value: Double) throws {
    let parser = JSONParser()
    let text = written { $0.number(value) }
    #expect(try parser.parse(copying: text.utf8).double?.bitPattern == value.bitPattern)
  }

  @Test func writesNoNumberForNaN() {
    #expect(written { $0.number(Double.nan) } == "null")
    #expect(written { $0.number(-Double.infinity) } == "null")
  }

  @Test(arguments: [
    ("", #""""#), ("plain", #""plain""#), ("a\"b\\c/d", #""a\"b\\c/d""#),
    ("\n\r\t\u{8}\u{0}\u{1F}", #""\n\r\t\u0008\u0000\u001f""#),
    ("é😀\u{7F}\u{2028}", "\"é😀\u{7F}\u{2028}\""), ("0123456789\"0123456789\n", #""0123456789\"0123456789\n""#),
  ])
  func escapesStrings(text: String, expected: String) {
    #expect(written { $0.string(text) } == expected)
    #expect(written { writer in Array(text.utf8).withUnsafeBufferPointer { writer.string(utf8: $0) } } == expected)
  }

  @Test func escapesEachByteAtEachPlace() throws {
    let parser = JSONParser()
    for byte in UInt8(0)...0x7F {
      for place in 0..<20 {
        var text = Array("abcdefghijklmno é 😀".utf8.prefix(place))
        text = String(decoding: text, as: UTF8.self).utf8 + [byte] + Array(" tail of it".utf8)
        let string = String(decoding: text, as: UTF8.self)
        let document = written { $0.string(string) }
        #expect(try parser.parse(copying: document.utf8).string == string)
      }
    }
  }

  @Test func writesASentenceInParts() {
    let text = written { writer in
      writer.object {
        writer.key("because").append(room: 100) { pen in
          pen.raw("\"")
          pen.write("he said \"")
          pen.digits(7.25, decimals: 1)
          pen.raw(", ")
          pen.grouped(-1_234_056)
          pen.write("\"\n")
          pen.raw("\"")
        }
        writer.key("next").string("a\\b")
      }
    }
    #expect(text == #"{"because":"he said \"7.3, -1,234,056\"\n","next":"a\\b"}"#)
  }

  @Test(
    "Numbers in sentences are bounded, and have their thousands apart",
    arguments: [(0, "0"), (7, "7"), (999, "999"), (1000, "1,000"), (1_000_001, "1,000,001"), (-45_600, "-45,600")])
  func groups(_ value: Int, _ text: String) {
    #expect(appended { $0.grouped(value) } == text)
    #expect(appended { $0.grouped(.max) } == "9,223,372,036,854,775,807")
    #expect(appended { $0.digits(.nan) } == "0")
    #expect(appended { $0.digits(.infinity) } == "9007199254740992")
  }

  @Test func keepsItsMemory() {
    let writer = JSONWriter(capacity: 0)
    let long = String(repeating: "x", count: 100_000)
    writer.string(long)
    #expect(writer.count == 100_002)
    let start = writer.bytes.baseAddress
    writer.removeAll()
    #expect(writer.bytes.isEmpty)
    writer.string(long)
    #expect(writer.bytes.baseAddress == start)
    #expect(writer.withUnsafeBytes { $0.count } == 100_002)
  }
}
