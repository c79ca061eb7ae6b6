import JSON

/// Dates and times as exports write them. Those without a zone are taken for UTC.
///
/// Whatever the order, these are read: `2026-11-22`, with `/` and `.` too; the same with `T` or a blank and a time behind it, to the
/// minute or finer, and a zone as `Z`, `UTC`, `+01:00` or `+0100`; and seconds or milliseconds since 1970.
struct CellDate {
  private let order: DateOrder
  private var reader: Scanner

  init(_ order: DateOrder) {
    self.order = order
    reader = Scanner(cell: Cell(start: nil, count: 0))
  }

  /// What is expected, for errors.
  var expectation: String {
    switch order {
    case .iso: "a date such as 2026-11-22 or 2026-11-22T07:00:00Z"
    case .us: "a date such as 11/22/2026 or 2026-11-22"
    case .eu: "a date such as 22.11.2026 or 2026-11-22"
    }
  }

  /// Reads a cell without white space around it.
  ///
  /// - Returns: Seconds since 1970; nil where it is no date of the years 1 to 9999.
  mutating func seconds(_ cell: Cell) -> Double? {
    reader = Scanner(cell: cell)
    guard let (first, width) = reader.number(most: 14) else { return nil }
    if reader.isAtEnd { return Self.sinceEpoch(first, width: width) }
    guard let separator = reader.take(["-", "/", "."]), let (second, _) = reader.number(most: 2),
      reader.take([separator]) != nil, let (third, lastWidth) = reader.number(most: 4)
    else { return nil }
    let date: (year: Int, month: Int, day: Int)
    if width == 4 {
      date = (first, second, third)
    } else {
      guard width <= 2, lastWidth == 4 || lastWidth == 2 else { return nil }
      let year = lastWidth == 4 ? third : third + (third < 70 ? 2000 : 1900)
      switch order {
      case .iso: return nil
      case .us: date = (year, first, second)
      case .eu: date = (year, second, first)
      }
    }
    guard let midnight = Self.midnight(date.year, date.month, date.day) else { return nil }
    if reader.isAtEnd { return midnight }
    guard let time = time() else { return nil }
    return midnight + time
  }

  /// Reads what follows a date: seconds since its midnight in UTC.
  private mutating func time() -> Double? {
    guard reader.take(["T", "t", " "]) != nil else { return nil }
    reader.skipSpaces()
    guard var (hour, _) = reader.number(most: 2), reader.take([":"]) != nil, let (minute, _) = reader.number(most: 2)
    else { return nil }
    var seconds = 0.0
    if reader.take([":"]) != nil {
      guard let (whole, _) = reader.number(most: 2) else { return nil }
      seconds = Double(whole)
      if reader.take([".", ","]) != nil {
        guard let (fraction, width) = reader.number(most: 9) else { return nil }
        var scale = 1.0
        for _ in 0..<width { scale *= 10 }
        seconds += Double(fraction) / scale
      }
    }
    reader.skipSpaces()
    if let half = reader.take(["A", "P", "a", "p"]) {
      guard reader.take(["M", "m"]) != nil, (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (half == "P" || half == "p" ? 12 : 0)
    }
    guard hour < 24, minute < 60, seconds < 61, let zone = zone() else { return nil }
    return Double(hour * 3600 + minute * 60 - zone) + seconds
  }

  /// Reads a zone: by how many seconds it is ahead of UTC.
  private mutating func zone() -> Int? {
    reader.skipSpaces()
    if reader.isAtEnd { return 0 }
    if reader.take(["Z", "z"]) != nil { return reader.isAtEnd ? 0 : nil }
    if reader.take("UTC") || reader.take("GMT") { return reader.isAtEnd ? 0 : nil }
    guard let sign = reader.take(["+", "-"]), let (number, width) = reader.number(most: 4) else { return nil }
    var (hours, minutes) = width == 4 ? (number / 100, number % 100) : (number, 0)
    if width == 2, reader.take([":"]) != nil {
      guard let (rest, _) = reader.number(most: 2) else { return nil }
      minutes = rest
    }
    guard width == 2 || width == 4, hours < 24, minutes < 60, reader.isAtEnd else { return nil }
    if sign == "-" { (hours, minutes) = (-hours, -minutes) }
    return hours * 3600 + minutes * 60
  }

  /// A bare number: a date of eight digits, or seconds or milliseconds since 1970.
  private static func sinceEpoch(_ number: Int, width: Int) -> Double? {
    switch width {
    case 8: midnight(number / 10_000, number / 100 % 100, number % 100)
    case 9...10: Double(number)
    case 11...14: Double(number) / 1000
    default: nil
    }
  }

  private static func midnight(_ year: Int, _ month: Int, _ day: Int) -> Double? {
    guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
    let digits = [
      year / 1000, year / 100 % 10, year / 10 % 10, year % 10, -3, month / 10, month % 10, -3, day / 10, day % 10,
    ]
    let text = digits.map { UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: $0) } + Array("T00:00:00Z".utf8)
    return text.withUnsafeBufferPointer { RFC3339.seconds($0) }
  }
}

extension CellDate {
  /// Takes a cell apart from its start.
  private struct Scanner {
    let cell: Cell
    var index = 0

    var isAtEnd: Bool { index == cell.count }

    /// A whole number without sign of at most so many digits.
    mutating func number(most: Int) -> (value: Int, width: Int)? {
      var (value, width) = (0, 0)
      while cell.isDigit(index) {
        value = value * 10 + Int(cell[index] - UInt8(ascii: "0"))
        width += 1
        index += 1
        if width > most { return nil }
      }
      return width == 0 ? nil : (value, width)
    }

    /// One of some letters, if it is next.
    mutating func take(_ letters: [Unicode.Scalar]) -> Unicode.Scalar? {
      guard index < cell.count else { return nil }
      let next = Unicode.Scalar(cell[index])
      guard letters.contains(next) else { return nil }
      index += 1
      return next
    }

    mutating func take(_ word: StaticString) -> Bool {
      let length = word.utf8CodeUnitCount
      guard index + length <= cell.count else { return false }
      for offset in 0..<length where cell[index + offset] != word.utf8Start[offset] { return false }
      index += length
      return true
    }

    mutating func skipSpaces() {
      while index < cell.count, cell.spaceWidth(at: index) > 0 { index += cell.spaceWidth(at: index) }
    }
  }
}
