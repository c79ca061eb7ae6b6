import JSON

/// Days of transactions, as files write them.
struct TransactionDates: Sendable {
  /// Dates repeat, so most of them have been read before.
  private var known: [String: Int?] = [:]
  private static let mostKnown = 50_000

  init() {}

  /// Days since 1970 of `2026-11-22`, `20261122`, or a time such as `2026-11-22T07:00:00Z`, of which the date counts as
  /// it stands: a day is the shop's own.
  mutating func day(_ text: String) -> Int? {
    guard text.utf8.count <= 10 else { return Self.day(ofTime: text) }
    if let day = known[text] { return day }
    let day = Self.day(ofDate: text)
    if known.count < Self.mostKnown { known[text] = .some(day) }
    return day
  }

  /// The day as a date: `2026-11-22`.
  static func text(_ day: Int) -> String { RFC3339.string(day * 86_400).map { String($0.prefix(10)) } ?? "day \(day)" }

  private static func day(ofDate text: String) -> Int? {
    (LogTime.date(text) ?? LogTime.reading(text).flatMap(instant)).map { Int(($0 / 86_400).rounded(.down)) }
  }

  private static func day(ofTime text: String) -> Int? {
    guard let time = LogTime.reading(text).flatMap(instant) else { return nil }
    if Double(text) == nil, let day = day(ofDate: String(text.prefix(10))) { return day }
    return Int((time / 86_400).rounded(.down))
  }

  private static func instant(_ reading: LogTime.Reading) -> Double? {
    if case .instant(let seconds) = reading { seconds } else { nil }
  }
}
