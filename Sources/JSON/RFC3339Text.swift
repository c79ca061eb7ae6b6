/// A time as RFC 3339 writes it in UTC, such as `2026-11-22T07:00:00Z`: to be kept where one time is written often.
public struct RFC3339Text: Sendable {
  /// The time, in whole seconds since 1970.
  public let seconds: Int

  @usableFromInline let bytes: [20 of UInt8]

  /// - Parameter seconds: Within ``RFC3339/range``.
  public init(_ seconds: Int) {
    precondition(RFC3339.range.contains(seconds), "RFC 3339 has the years 1 to 9999 alone")
    self.seconds = seconds
    var bytes = [20 of UInt8](repeating: 0)
    withUnsafeMutableBytes(of: &bytes) { bytes in
      RFC3339.write(seconds, to: bytes.assumingMemoryBound(to: UInt8.self).baseAddress.unsafelyUnwrapped)
    }
    self.bytes = bytes
  }
}
