/// The grammar of `method SP request-target SP HTTP-version` (RFC 9112, 3).
enum RequestLine {
  /// The IANA registry's longest method has 17 letters.
  private static let longestMethod = 32

  /// Reads the line at `line` into `layout`.
  static func read(
    _ bytes: UnsafeRawBufferPointer, _ line: Range<Int>, into layout: inout HeadLayout, limits: ConnectionLimits
  ) throws(Refusal) {
    var methodEnd = line.lowerBound
    while methodEnd < line.upperBound, ByteSet.token.contains(bytes[methodEnd]) { methodEnd += 1 }
    let targetStart = methodEnd + 1
    guard methodEnd > line.lowerBound, targetStart < line.upperBound, bytes[methodEnd] == 0x20 else {
      throw .malformedRequestLine
    }
    var targetEnd = targetStart
    var firstPercent: Int?
    while targetEnd < line.upperBound, ByteSet.target.contains(bytes[targetEnd]) {
      if bytes[targetEnd] == 0x25, firstPercent == nil { firstPercent = targetEnd }
      targetEnd += 1
    }
    guard targetEnd < line.upperBound, bytes[targetEnd] == 0x20 else {
      let endsEarly = targetEnd == line.upperBound || bytes[targetEnd] == 0x0D
      throw endsEarly ? .malformedRequestLine : .malformedTarget
    }
    guard targetEnd > targetStart else { throw .malformedRequestLine }
    layout.minorVersion = try version(bytes.view(targetEnd + 1..<line.upperBound))

    guard targetEnd - targetStart <= limits.targetBytes else { throw .targetTooLong }
    guard let method = Method(bytes.view(line.lowerBound..<methodEnd)) else { throw .unknownMethod }
    layout.method = method
    if let firstPercent { try checkPercentEncoding(bytes.view(firstPercent..<targetEnd)) }
    layout.target = .init(targetStart..<targetEnd)
    try RequestTarget.read(bytes, targetStart..<targetEnd, into: &layout)
  }

  /// Refuses a method that is longer than any there is, however the line goes on (RFC 9112, 3).
  /// - Parameter bytes: what has arrived since the line's first byte.
  static func checkMethodLength(_ bytes: UnsafeRawBufferPointer) throws(Refusal) {
    guard bytes.count > longestMethod else { return }
    for index in 0...longestMethod where !ByteSet.token.contains(bytes[index]) { return }
    throw .unknownMethod
  }

  /// The minor version of `HTTP/1.x`.
  private static func version(_ bytes: UnsafeRawBufferPointer) throws(Refusal) -> UInt8 {
    guard bytes.count == 8, bytes.view(0..<5).equals("HTTP/"), bytes[6] == 0x2E,
      let major = digit(bytes[5]), let minor = digit(bytes[7])
    else { throw .malformedRequestLine }
    guard major == 1 else { throw .unsupportedVersion }
    return minor
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    byte &- 0x30 < 10 ? byte &- 0x30 : nil
  }

  private static func checkPercentEncoding(_ bytes: UnsafeRawBufferPointer) throws(Refusal) {
    var index = 0
    while index < bytes.count {
      if bytes[index] == 0x25 {
        // NUL ends strings in too many places to let it through.
        guard let byte = PercentEncoding.byte(bytes, at: index), byte != 0 else { throw .badPercentEncoding }
        index += 2
      }
      index += 1
    }
  }
}
