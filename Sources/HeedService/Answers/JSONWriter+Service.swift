import JSON

extension JSONWriter {
  /// Writes a literal in which nothing needs an escape as a string.
  func string(_ literal: StaticString) {
    string(utf8: UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  /// Writes an id as a string of 32 hexadecimal digits.
  func id(_ id: DecisionID) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 34) { text in
      text[0] = UInt8(ascii: "\"")
      for index in 0..<16 {
        text[1 &+ index] = Self.hexDigit(id.high, index)
        text[17 &+ index] = Self.hexDigit(id.low, index)
      }
      text[33] = UInt8(ascii: "\"")
      raw(UnsafeRawBufferPointer(text))
    }
  }

  /// A digit of a number in hexadecimal, counted from the highest.
  private static func hexDigit(_ number: UInt64, _ index: Int) -> UInt8 {
    let digit = UInt8(truncatingIfNeeded: number &>> UInt64(60 &- 4 &* index)) & 15
    return digit < 10 ? 48 &+ digit : 87 &+ digit
  }

  /// Appends bytes as they are, without a comma before them.
  func raw(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { raw($0) }
  }

  /// Writes problems of fields as an array.
  func problems(_ problems: [FieldProblem]) {
    array {
      for problem in problems {
        object {
          key("pointer").string(problem.pointer)
          key("detail").string(problem.detail)
        }
      }
    }
  }
}
