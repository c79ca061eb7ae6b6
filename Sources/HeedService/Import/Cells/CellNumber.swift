/// Numbers as people and spreadsheets write them: with thousands separators, a currency, parentheses around what is
/// negative. One that could be read in two ways is none: with a decimal point `1,5` is refused, and not taken for 15.
struct CellNumber {
  private let sign: DecimalSign
  /// The number as JSON writes it, after ``read(_:)`` has returned true.
  private(set) var json: [UInt8] = []

  init(_ sign: DecimalSign) {
    self.sign = sign
  }

  /// What is expected, for errors.
  var expectation: String { sign == .point ? "a number such as 1,234.50" : "a number such as 1.234,50" }

  /// Reads a cell without white space around it.
  mutating func read(_ cell: Cell) -> Bool {
    json.removeAll(keepingCapacity: true)
    var number = Self.withoutCurrency(cell)
    guard var first = number.first, let last = number.last else { return false }
    var isNegative = false
    if first == UInt8(ascii: "("), last == UInt8(ascii: ")"), number.count > 2 {
      isNegative = true
      number = Self.withoutCurrency(Cell(rebasing: number[1..<number.count - 1]))
    } else if first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      isNegative = first == UInt8(ascii: "-")
      number = Self.withoutCurrency(Cell(rebasing: number[1...]))
    }
    guard let start = number.first else { return false }
    first = start
    guard first &- UInt8(ascii: "0") < 10 || first == decimal else { return false }
    if isNegative { json.append(UInt8(ascii: "-")) }
    return readMagnitude(number)
  }

  private var decimal: UInt8 { sign == .point ? UInt8(ascii: ".") : UInt8(ascii: ",") }

  private mutating func readMagnitude(_ number: Cell) -> Bool {
    var index = 0
    guard readWhole(number, &index) else { return false }
    if index < number.count, number[index] == decimal {
      index += 1
      let start = index
      while number.isDigit(index) { index += 1 }
      if index > start {
        json.append(UInt8(ascii: "."))
        json += number[start..<index]
      } else if number.count == 1 {
        return false
      }
    }
    if index < number.count, number[index] | 0x20 == UInt8(ascii: "e") {
      json.append(UInt8(ascii: "e"))
      index += 1
      if index < number.count, number[index] == UInt8(ascii: "+") || number[index] == UInt8(ascii: "-") {
        json.append(number[index])
        index += 1
      }
      guard number.isDigit(index) else { return false }
      while number.isDigit(index) {
        json.append(number[index])
        index += 1
      }
    }
    return index == number.count
  }

  /// Reads the digits before the decimal sign, and takes out what separates groups of three.
  private mutating func readWhole(_ number: Cell, _ index: inout Int) -> Bool {
    let start = json.count
    var group = 0
    var separator = 0
    while index < number.count {
      if number.isDigit(index) {
        // JSON has no zeros before other digits.
        if json.count == start + 1, json[start] == UInt8(ascii: "0") {
          json[start] = number[index]
        } else {
          json.append(number[index])
        }
        group += 1
        index += 1
        continue
      }
      let width = separatorWidth(number, at: index)
      if width == 0 { break }
      // The first group has one to three digits, those after it two (as in India) or three.
      guard number.isDigit(index + width), (separator == 0 ? 1...3 : 2...3).contains(group) else { return false }
      separator += 1
      group = 0
      index += width
    }
    if json.count == start { json.append(UInt8(ascii: "0")) }
    return separator == 0 || group == 3
  }

  private func separatorWidth(_ number: Cell, at index: Int) -> Int {
    switch number[index] {
    case UInt8(ascii: ",") where sign == .point, UInt8(ascii: ".") where sign == .comma, UInt8(ascii: "'"): return 1
    default:
      if number[index] == 0xE2, index + 2 < number.count, number[index + 1] == 0x80, number[index + 2] == 0x99 {
        return 3
      }
      return number.spaceWidth(at: index)
    }
  }

  /// A number without the sign ($, €, £, ¥, ₹ …) or the three letters (EUR) of its currency, before or behind it.
  private static func withoutCurrency(_ cell: Cell) -> Cell {
    var number = cell.trimmed
    if let width = currencyWidth(number, at: 0) { number = Cell(rebasing: number[width...]).trimmed }
    for width in 1...3 where number.count > width {
      if currencyWidth(number, at: number.count - width) == width {
        return Cell(rebasing: number[..<(number.count - width)]).trimmed
      }
    }
    return number
  }

  private static func currencyWidth(_ cell: Cell, at index: Int) -> Int? {
    guard index < cell.count else { return nil }
    let rest = cell.count - index
    switch cell[index] {
    case UInt8(ascii: "$"): return 1
    // £, ¥
    case 0xC2 where rest >= 2 && (cell[index + 1] == 0xA3 || cell[index + 1] == 0xA5): return 2
    // U+20A0 to U+20BF: €, ₹, ₽, ₩ and the others
    case 0xE2 where rest >= 3 && cell[index + 1] == 0x82 && cell[index + 2] >= 0xA0: return 3
    case UInt8(ascii: "A")...UInt8(ascii: "Z")
    where rest >= 3 && (0..<3).allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(cell[index + $0]) }):
      return 3
    default: return nil
    }
  }
}
