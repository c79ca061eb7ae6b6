/// The rows of a file of commas, semicolons, tabs or spaces, after lines of comment that start with `#`.
struct TransactionRows {
  /// What stands between the fields of a row.
  enum Separator: UInt8 {
    case comma = 0x2C
    case semicolon = 0x3B
    case tab = 0x09
    case space = 0x20
  }

  /// What the first row has between its fields.
  let separator: Separator
  private let bytes: [UInt8]
  /// Where the first row begins, after lines of comment.
  private let start: Int
  /// How many those are.
  private let comments: Int

  private static let lineFeed: UInt8 = 0x0A
  private static let carriageReturn: UInt8 = 0x0D
  private static let hash: UInt8 = 0x23
  private static let quote: UInt8 = 0x22
  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var (start, comments) = (bytes.starts(with: Self.mark) ? Self.mark.count : 0, 0)
    while start < bytes.count, bytes[start] == Self.hash {
      start = (bytes[start...].firstIndex(of: Self.lineFeed) ?? bytes.count - 1) + 1
      comments += 1
    }
    (self.start, self.comments) = (start, comments)
    let first = bytes[start...].drop { $0 == Self.lineFeed || $0 == Self.carriageReturn }
      .prefix { $0 != Self.lineFeed && $0 != Self.carriageReturn }
    separator = [Separator.tab, .semicolon, .comma].first { first.contains($0.rawValue) } ?? .space
  }

  /// Calls `body` with each row that is not blank: its number, from 1, and its fields without spaces at their ends.
  func forEach(_ body: (Int, [String]) -> Void) throws {
    // Without quotes a row is a line and a field ends at the next separator.
    guard separator == .space || !bytes[start...].contains(Self.quote) else { return try forEachQuoted(body) }
    bytes[start...].withUnsafeBufferPointer { buffer in
      var (row, from) = (comments, 0)
      while from < buffer.count {
        let end = buffer[from...].firstIndex(of: Self.lineFeed) ?? buffer.count
        row += 1
        let fields = fields(UnsafeBufferPointer(rebasing: buffer[from..<end]))
        if !fields.allSatisfy(\.isEmpty) { body(row, fields) }
        from = end + 1
      }
    }
  }

  private func forEachQuoted(_ body: (Int, [String]) -> Void) throws {
    let delimiter: Delimiter = separator == .tab ? .tab : separator == .semicolon ? .semicolon : .comma
    let reader = DelimitedReader(ByteSource(Array(bytes[start...])), delimiter: delimiter)
    while true {
      switch try reader.next() {
      case .row:
        let fields = (0..<reader.count).map { reader[$0].trimmed.text }
        if !fields.allSatisfy(\.isEmpty) { body(comments + reader.line, fields) }
      // A row that cannot be taken apart is handed on as one field, which lacks what every row has.
      case .refused(let row): body(comments + row.line, [row.detail])
      case .end: return
      }
    }
  }

  private func fields(_ line: UnsafeBufferPointer<UInt8>) -> [String] {
    var fields: [String] = []
    fields.reserveCapacity(8)
    var from = 0
    for index in 0...line.count where index == line.count || isSeparator(line[index]) {
      var field = line[from..<index]
      while let first = field.first, Self.isBlank(first) { field.removeFirst() }
      while let last = field.last, Self.isBlank(last) { field.removeLast() }
      if separator != .space || !field.isEmpty { fields.append(String(decoding: field, as: UTF8.self)) }
      from = index + 1
    }
    return fields
  }

  private func isSeparator(_ byte: UInt8) -> Bool {
    byte == separator.rawValue || (separator == .space && byte == Separator.tab.rawValue)
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == carriageReturn }
}
