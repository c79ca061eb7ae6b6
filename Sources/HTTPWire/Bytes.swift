private import Glibc

// What routing and parsing ask of a view into a buffer; none of it allocates.
extension UnsafeRawBufferPointer {
  /// Whether the bytes are exactly those of `text`.
  @inlinable
  public func equals(_ text: StaticString) -> Bool {
    guard count == text.utf8CodeUnitCount else { return false }
    let other = text.utf8Start
    for index in 0..<count where self[index] != other[index] { return false }
    return true
  }

  /// Whether the bytes are those of `lowercase` but for the case of ASCII letters.
  /// - Parameter lowercase: must have no upper-case letters.
  @inlinable
  public func equalsIgnoringCase(_ lowercase: StaticString) -> Bool {
    guard count == lowercase.utf8CodeUnitCount else { return false }
    let other = lowercase.utf8Start
    for index in 0..<count where UnsafeRawBufferPointer.lowercased(self[index]) != other[index] { return false }
    return true
  }

  /// The ASCII lower case of `byte`.
  @inlinable
  static func lowercased(_ byte: UInt8) -> UInt8 {
    byte &- 0x41 < 26 ? byte | 0x20 : byte
  }

  /// A view of `range`, which must lie inside this one.
  @inline(__always)
  func view(_ range: Range<Int>) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: self[range])
  }

  /// The view without spaces and tabs at its ends.
  func trimmed() -> UnsafeRawBufferPointer {
    var start = 0
    var end = count
    while start < end, isBlank(self[start]) { start += 1 }
    while end > start, isBlank(self[end - 1]) { end -= 1 }
    return view(start..<end)
  }

  /// The index of the first LF in `range`.
  @inline(__always)
  func lineFeed(in range: Range<Int>) -> Int? {
    guard !range.isEmpty, let base = baseAddress,
      let found = memchr(base + range.lowerBound, 0x0A, range.count)
    else { return nil }
    return base.distance(to: UnsafeRawPointer(found))
  }

  /// Whether a CR stands in `range`.
  func hasCarriageReturn(in range: Range<Int>) -> Bool {
    guard !range.isEmpty, let base = baseAddress else { return false }
    return memchr(base + range.lowerBound, 0x0D, range.count) != nil
  }

  /// Calls `body` with each non-empty element of a comma-separated list, trimmed.
  func forEachListElement(_ body: (UnsafeRawBufferPointer) -> Void) {
    var start = 0
    while start <= count {
      var end = start
      while end < count, self[end] != 0x2C { end += 1 }
      let element = view(start..<end).trimmed()
      if !element.isEmpty { body(element) }
      start = end + 1
    }
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09
  }
}
