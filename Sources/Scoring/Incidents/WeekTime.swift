/// A time as an hour of the week, in UTC.
struct WeekTime: Equatable, Sendable {
  /// Hours in a week.
  static let slots = 168

  /// Whole weeks since 1970 began, a Thursday.
  let week: Double
  /// The hour of the week, 0…167; 0 is Thursday's first.
  let slot: Int
  /// The part of that hour that has passed, 0…1.
  let passed: Double

  /// - Parameter seconds: Finite seconds since 1970.
  init(_ seconds: Double) {
    let hours = seconds / 3600
    let hour = hours.rounded(.down)
    passed = hours - hour
    week = (hour / Double(Self.slots)).rounded(.down)
    slot = min(max(Int(hour - week * Double(Self.slots)), 0), Self.slots - 1)
  }
}
