/// The grammar of `field-name ":" OWS field-value OWS` (RFC 9112, 5).
enum FieldLine {
  /// Where name and trimmed value of the line at `line` stand.
  /// - Parameter isFirst: whether the line is the section's first, where white space before it is no folding.
  static func read(
    _ bytes: UnsafeRawBufferPointer, _ line: Range<Int>, isFirst: Bool
  ) throws(Refusal) -> (name: Range<Int>, value: Range<Int>) {
    var nameEnd = line.lowerBound
    while nameEnd < line.upperBound, ByteSet.token.contains(bytes[nameEnd]) { nameEnd += 1 }
    guard nameEnd > line.lowerBound, nameEnd < line.upperBound, bytes[nameEnd] == 0x3A else {
      throw refusal(bytes, line, nameEnd, isFirst: isFirst)
    }
    var start = nameEnd + 1
    var end = line.upperBound
    while start < end, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
    while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    try checkValue(bytes.view(start..<end))
    return (line.lowerBound..<nameEnd, start..<end)
  }

  /// Why a line whose name ends at `nameEnd` is no field.
  private static func refusal(
    _ bytes: UnsafeRawBufferPointer, _ line: Range<Int>, _ nameEnd: Int, isFirst: Bool
  ) -> Refusal {
    guard nameEnd < line.upperBound else { return .missingColon }
    switch bytes[nameEnd] {
    case 0x20, 0x09:
      if nameEnd == line.lowerBound { return isFirst ? .spaceBeforeField : .obsoleteFolding }
      return bytes.view(nameEnd..<line.upperBound).contains(0x3A) ? .spaceBeforeColon : .missingColon
    case 0x0D: return .bareCR
    default: return .invalidFieldName
    }
  }

  /// Refuses control characters but the tab. Eight bytes at a time, as most of a head is values.
  static func checkValue(_ value: UnsafeRawBufferPointer) throws(Refusal) {
    var index = 0
    while index + 8 <= value.count {
      let word = value.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      if mayHaveControl(word) { try checkBytes(value.view(index..<index + 8)) }
      index += 8
    }
    try checkBytes(value.view(index..<value.count))
  }

  /// False only if no byte of `word` is below 0x20 or 0x7F.
  @inline(__always)
  private static func mayHaveControl(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops: UInt64 = 0x8080_8080_8080_8080
    let below = (word &- ones &* 0x20) & ~word
    let deleted = word ^ ones &* 0x7F
    return (below | (deleted &- ones) & ~deleted) & tops != 0
  }

  private static func checkBytes(_ bytes: UnsafeRawBufferPointer) throws(Refusal) {
    for byte in bytes where byte < 0x20 && byte != 0x09 || byte == 0x7F {
      throw byte == 0x0D ? .bareCR : .controlInValue
    }
  }
}
