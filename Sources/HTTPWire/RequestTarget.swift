/// The forms of a request target (RFC 9112, 3.2): origin-form, absolute-form and, with OPTIONS, `*`.
enum RequestTarget {
  /// Finds path and query of the target at `target`, whose bytes are visible ASCII without `#`.
  static func read(
    _ bytes: UnsafeRawBufferPointer, _ target: Range<Int>, into layout: inout HeadLayout
  ) throws(Refusal) {
    if bytes[target.lowerBound] == 0x2F {
      split(bytes, target, into: &layout)
    } else if target.count == 1, bytes[target.lowerBound] == 0x2A {
      guard layout.method == .options else { throw .asteriskTarget }
      layout.path = .init(target.lowerBound..<target.lowerBound)
    } else {
      try readAbsolute(bytes, target, into: &layout)
    }
  }

  /// `http://authority/path?query`: the authority takes the place of Host, and here names nothing else.
  private static func readAbsolute(
    _ bytes: UnsafeRawBufferPointer, _ target: Range<Int>, into layout: inout HeadLayout
  ) throws(Refusal) {
    let whole = bytes.view(target)
    let schemeLength: Int
    if whole.count > 7, whole.view(0..<7).equalsIgnoringCase("http://") {
      schemeLength = 7
    } else if whole.count > 8, whole.view(0..<8).equalsIgnoringCase("https://") {
      schemeLength = 8
    } else {
      throw .malformedTarget
    }
    let start = target.lowerBound + schemeLength
    var end = start
    while end < target.upperBound, bytes[end] != 0x2F, bytes[end] != 0x3F { end += 1 }
    guard HostValue.isValid(bytes.view(start..<end)) else { throw .malformedTarget }
    split(bytes, end..<target.upperBound, into: &layout)
  }

  private static func split(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, into layout: inout HeadLayout) {
    var end = range.lowerBound
    while end < range.upperBound, bytes[end] != 0x3F { end += 1 }
    layout.path = .init(range.lowerBound..<end)
    layout.query = end < range.upperBound ? .init(end + 1..<range.upperBound) : nil
  }
}
