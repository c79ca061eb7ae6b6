/// A wait in words, as exact as a forecast deserves: minutes, from an hour and a half on half hours, then hours and days.
struct BadgeWait {
  /// As a badge has room for, such as `~4 min`.
  let short: String
  /// As a sentence goes on with it, such as `expected to wait about 4 minutes`.
  let sentence: String

  /// - Parameter seconds: What is less than 0, or no number, counts as 0.
  init(seconds: Double) {
    // A year and more is one: whatever is longer no forecast means.
    let seconds = seconds > 0 ? min(seconds, 366 * 86_400) : 0
    (short, sentence) =
      switch seconds {
      case ..<1: ("now", "expected to be served at once")
      case ..<60: ("<1 min", "expected to wait less than a minute")
      case ..<5400: Self.about(halves: 2 * (seconds / 60).whole, unit: "min", word: "minute")
      case ..<36_000: Self.about(halves: (seconds / 1800).whole, unit: "h", word: "hour")
      case ..<129_600: Self.about(halves: 2 * (seconds / 3600).whole, unit: "h", word: "hour")
      default: Self.about(halves: 2 * (seconds / 86_400).whole, unit: "days", word: "day")
      }
  }

  private static func about(halves: Int, unit: String, word: String) -> (String, String) {
    let number = "\(halves / 2)" + (halves % 2 == 0 ? "" : ".5")
    return ("~\(number) \(unit)", "expected to wait about \(number) \(word)\(halves == 2 ? "" : "s")")
  }
}
