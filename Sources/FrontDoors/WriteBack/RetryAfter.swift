import JSON

/// The field `Retry-After` of an answer (RFC 9110, section 10.2.3).
public enum RetryAfter {
  /// The seconds to wait: 0 or more; nil where the text is neither a whole number nor a date.
  ///
  /// - Parameters:
  ///   - text: the field's value, without white space around it.
  ///   - now: seconds since 1970, for dates.
  public static func seconds(_ text: String, now: Double) -> Double? {
    if !text.isEmpty, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
      // Digits beyond a double's range are as good as for ever.
      return Double(text) ?? .infinity
    }
    return date(text).map { max(0, $0 - now) }
  }

  /// A date as HTTP writes it today: `Sun, 06 Nov 1994 08:49:37 GMT`.
  private static func date(_ text: String) -> Double? {
    let parts = text.split(separator: " ")
    guard parts.count == 6, parts[5] == "GMT", parts[1].utf8.count == 2, parts[3].utf8.count == 4,
      parts[4].utf8.count == 8, let month = months.firstIndex(of: String(parts[2]))
    else { return nil }
    let number = month + 1
    var iso = Array("\(parts[3])-\(number < 10 ? "0" : "")\(number)-\(parts[1])T\(parts[4])Z".utf8)
    return iso.withUnsafeMutableBufferPointer { RFC3339.seconds(UnsafeBufferPointer($0)) }
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
