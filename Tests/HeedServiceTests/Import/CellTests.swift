import TestSupport
import Testing

@testable import HeedService

@Suite("Cells of exports")
struct CellTests {
  private func number(_ text: String, _ sign: DecimalSign) -> String? {
    var number = CellNumber(sign)
    return [UInt8](text.utf8).withUnsafeBufferPointer { cell in
      number.read(cell.trimmed) ? String(decoding: number.json, as: UTF8.self) : nil
    }
  }

  @Test(
    "Numbers with thousands separators, currencies and parentheses",
    arguments: [
      ("1234.5", "1234.5"), ("1,234.50", "1234.50"), ("$12,400.00", "12400.00"), ("USD 89.90", "89.90"),
      ("89.90 USD", "89.90"),
      ("€ 5", "5"), ("5€", "5"), ("£1", "1"), ("(1,234.50)", "-1234.50"), ("($5)", "-5"), ("-$5", "-5"), ("+7", "7"),
      ("1'234", "1234"), ("1 234 567", "1234567"), ("1\u{A0}234", "1234"), ("1\u{202F}234.5", "1234.5"),
      ("1’234", "1234"),
      ("12,34,567", "1234567"), ("007", "7"), ("0", "0"), ("-0.5", "-0.5"), (".5", "0.5"), ("5.", "5"),
      ("1.5E+06", "1.5e+06"),
      ("\u{A0}3\u{A0}", "3"), ("0,123", "123"),
    ])
  func numbers(_ text: String, _ json: String) {
    #expect(number(text, .point) == json)
  }

  @Test(
    "What could be read in two ways, or is no number, is refused",
    arguments: [
      "1,5", "1,23", "1234,5", "1,2345", "12.3.4", "1,,234", "abc", "", "-", "$", "()", "1-2", "1e", "--5", "0x1F",
      "NaN", "inf",
      "1 2", "5 apples", "Inc. 5",
    ])
  func noNumbers(_ text: String) {
    #expect(number(text, .point) == nil)
  }

  @Test(
    "With a decimal comma",
    arguments: [("1.234,50", "1234.50"), ("1,5", "1.5"), ("1 234,5 €", "1234.5"), ("1.234", "1234")])
  func commas(_ text: String, _ json: String) {
    #expect(number(text, .comma) == json)
    #expect(number("1.5", .comma) == nil)
  }

  @Test("Any number that is printed with separators is read as it was")
  func roundTrips() {
    var generator = SeededGenerator()
    for _ in 0..<10_000 {
      let whole = Int(generator.logUniform(1...1e12))
      let cents = Int.random(in: 0...99, using: &generator)
      for (sign, separator) in [(DecimalSign.point, ","), (.comma, "."), (.point, "'"), (.comma, " ")] {
        var grouped = ""
        for (index, digit) in String(whole).reversed().enumerated() {
          if index > 0, index % 3 == 0 { grouped = separator + grouped }
          grouped = String(digit) + grouped
        }
        let fraction = cents < 10 ? "0\(cents)" : "\(cents)"
        #expect(number("\(grouped)\(sign.rawValue)\(fraction)", sign) == "\(whole).\(fraction)", "\(generator)")
      }
    }
  }

  private func seconds(_ text: String, _ order: DateOrder) -> Double? {
    var date = CellDate(order)
    return [UInt8](text.utf8).withUnsafeBufferPointer { date.seconds($0) }
  }

  @Test(
    "Dates and times, each of which is 2021-11-05T14:02:00Z or its midnight",
    arguments: [
      ("2021-11-05T14:02:00Z", DateOrder.iso), ("2021-11-05T14:02:00.000+0000", .us),
      ("2021-11-05T15:02:00+01:00", .iso),
      ("2021-11-05 14:02", .iso), ("2021-11-05 14:02:00 UTC", .iso), ("2021-11-05t09:02:00-05", .eu),
      ("11/5/2021 2:02 PM", .us),
      ("11/05/21 2:02 pm", .us), ("5.11.2021 14:02", .eu), ("05/11/2021 14:02:00", .eu), ("05-11-2021 14:02", .eu),
      ("2021/11/05 14:02", .us), ("1636120920", .iso), ("1636120920000", .iso), ("2021-11-05", .iso),
      ("11/5/2021", .us),
      ("5.11.21", .eu), ("20211105", .us),
    ] as [(String, DateOrder)])
  func dates(_ text: String, _ order: DateOrder) {
    let found = seconds(text, order)
    #expect(found == 1_636_120_920 || found == 1_636_070_400)
    #expect((found == 1_636_120_920) == (text.contains(":") || text.hasPrefix("16")))
  }

  @Test(
    "What is no date in the order that was said is refused",
    arguments: [
      ("11/5/2021", DateOrder.iso), ("13/5/2021", .us), ("5/13/2021", .eu), ("2021-02-29", .iso), ("2021-13-01", .iso),
      ("", .iso),
      ("2021-11-05T", .iso), ("2021-11-05T25:00", .iso), ("2021-11-05 14:02 PM", .us), ("2021-11-05x", .iso),
      ("next week", .us),
      ("5.11", .eu), ("2021-11/05", .iso), ("0000-01-01", .iso), ("12345", .iso),
    ] as [(String, DateOrder)])
  func noDates(_ text: String, _ order: DateOrder) {
    #expect(seconds(text, order) == nil)
  }
}
