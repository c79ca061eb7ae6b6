/// A decimal number's magnitude, read without rounding in constant memory, to tell whether a double can hold it.
struct DecimalMagnitude {
  /// The smallest number that rounds to infinity: 2^1024 - 2^970, halfway between the largest double and the next.
  private static let overflow: StaticString = """
    179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977587207096330286416692\
    887910946555547851940402630657488671505820681908902000708383676273854845817711531764475730270069855571366959622842\
    914819860834936475292719074168444365510704342711559699508093042880177904174497792
    """

  /// The digits as written, among them perhaps a point.
  private let digits: Slice<UnsafeRawBufferPointer>
  /// The power of ten of the first digit that is not zero; nil when there is none.
  private let exponent: Int?

  /// Takes a number as JSON writes it.
  init(_ number: UnsafeRawBufferPointer) {
    let isExponent: (UInt8) -> Bool = { $0 | 0x20 == UInt8(ascii: "e") }
    let mantissa = number.prefix { !isExponent($0) }
    digits = mantissa.drop { !(UInt8(ascii: "1")...UInt8(ascii: "9")).contains($0) }
    guard !digits.isEmpty else {
      exponent = nil
      return
    }
    let point = mantissa.firstIndex(of: UInt8(ascii: ".")) ?? mantissa.endIndex
    let first = digits.startIndex
    let place = first < point ? point - first - 1 : point - first
    exponent = place + Self.integer(number[mantissa.endIndex...].dropFirst())
  }

  /// Whether the nearest double is infinite.
  var overflowsDouble: Bool {
    guard let exponent, exponent >= 308 else { return false }
    guard exponent == 308 else { return true }
    return Self.overflow.withUTF8Buffer { overflow in
      var index = 0
      for digit in digits where digit != UInt8(ascii: ".") && digit != UInt8(ascii: "-") {
        guard index < overflow.count else { return true }
        if digit != overflow[index] { return digit > overflow[index] }
        index += 1
      }
      // What is not written is zero.
      return overflow.dropFirst(index).allSatisfy { $0 == UInt8(ascii: "0") }
    }
  }

  /// The integer's value, held within bounds that no document is long enough to make up for.
  private static func integer(_ text: Slice<UnsafeRawBufferPointer>) -> Int {
    var value = 0
    for byte in text where byte != UInt8(ascii: "-") && byte != UInt8(ascii: "+") {
      value = min(value * 10 + Int(byte - UInt8(ascii: "0")), 1 << 48)
    }
    return text.first == UInt8(ascii: "-") ? -value : value
  }
}
