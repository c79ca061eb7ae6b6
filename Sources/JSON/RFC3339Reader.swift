/// Reads times as ``RFC3339`` does. Most times that come together are of one day, whose number is worked out but once.
public struct RFC3339Reader {
  /// A date as it was written, eight bytes and two, and the days since 1970 that it is.
  private struct Date {
    var first: UInt64
    var last: UInt16
    var day: Int
  }

  /// The date that was read last.
  private var known: Date?

  /// A reader that has read nothing yet.
  public init() {}

  /// Reads a time, as ``RFC3339`` does.
  ///
  /// - Returns: Seconds since 1970; nil when it is no such time, or not within ``RFC3339/range``.
  public mutating func seconds(_ text: JSONText) -> Double? {
    guard text.utf8.count >= 20, let start = text.utf8.baseAddress else { return nil }
    let first = word64(start)
    let last = UnsafeRawPointer(start + 8).loadUnaligned(as: UInt16.self)
    if let known, known.first == first, known.last == last { return RFC3339.seconds(text.utf8, day: known.day) }
    guard let day = RFC3339.day(text.utf8) else { return nil }
    known = Date(first: first, last: last, day: day)
    return RFC3339.seconds(text.utf8, day: day)
  }
}
