// Literals and numbers.
extension JSONDiagnosis {
  mutating func scanLiteral() throws(Fault) {
    for literal: StaticString in ["true", "false", "null"] where starts(with: literal) {
      position += literal.utf8CodeUnitCount
      return
    }
    for word: StaticString in ["NaN", "nan", "Infinity", "inf", "Inf"] where starts(with: word) {
      throw syntax("JSON has no \(word)")
    }
    switch current {
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
      throw syntax("a value that begins so is true, false or null, but this is none of them")
    case UInt8(ascii: "+"):
      throw syntax("a number does not begin with '+'")
    case UInt8(ascii: "."):
      throw syntax("a number has a digit before its point")
    case UInt8(ascii: "'"):
      throw syntax("a string begins with '\"', not with \"'\"")
    default:
      throw syntax("a value is expected, not \(found)")
    }
  }

  private func starts(with literal: StaticString) -> Bool {
    literal.withUTF8Buffer { bytes[position...].starts(with: $0) }
  }

  mutating func scanNumber() throws(Fault) {
    let start = position
    if current == UInt8(ascii: "-") { position += 1 }
    if starts(with: "Infinity") || starts(with: "inf") || starts(with: "Inf") { throw syntax("JSON has no Infinity") }
    let firstDigit = position
    try scanDigits("a digit is expected, not")
    if bytes[firstDigit] == UInt8(ascii: "0"), position > firstDigit + 1 {
      position = firstDigit
      throw syntax("a number does not begin with 0 and another digit")
    }
    var isWhole = true
    if current == UInt8(ascii: ".") {
      isWhole = false
      position += 1
      try scanDigits("after the point a digit is expected, not")
    }
    if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
      isWhole = false
      position += 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
      try scanDigits("in the exponent a digit is expected, not")
    }
    let number = UnsafeRawBufferPointer(rebasing: bytes[start..<position])
    if isWhole {
      guard Self.fits64Bits(number) else {
        throw Fault(kind: .numberOutOfRange, message: "the whole number does not fit into 64 bits", offset: start)
      }
    } else if DecimalMagnitude(number).overflowsDouble {
      throw Fault(kind: .numberOutOfRange, message: "the number is beyond the range of a double", offset: start)
    }
  }

  private mutating func scanDigits(_ message: String) throws(Fault) {
    let start = position
    while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    if position == start { throw syntax("\(message) \(found)") }
  }

  private static func fits64Bits(_ number: UnsafeRawBufferPointer) -> Bool {
    // More than 20 characters never fit, and need not be read.
    guard number.count <= 20 else { return false }
    let text = String(decoding: number, as: UTF8.self)
    return Int64(text) != nil || UInt64(text) != nil
  }
}
