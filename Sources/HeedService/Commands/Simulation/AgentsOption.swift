public import Queueing

/// Agents as `heed simulate --agents` takes them: `12`, or `6,desks=senior+general,shift=08:00-16:30`.
public struct AgentsOption: Equatable, Sendable {
  /// How an option is written, for messages.
  public static let rule = "a number such as 12, or 6,desks=senior+general,shift=08:00-16:30"

  /// How many.
  public let count: Int
  /// The desks they answer for; all if there are none.
  public let desks: [String]
  /// When they are there; always if there is none.
  public let shift: Shift?

  /// Agents for all desks at all times.
  public init(count: Int) {
    self.count = count
    desks = []
    shift = nil
  }

  /// Agents as they are written; `nil` where it makes no sense.
  public init?(_ text: String) {
    guard let values = NamedValue.list(text), let first = values.first, first.name == nil, let count = Int(first.text),
      (1...100_000).contains(count)
    else { return nil }
    var desks: [String] = []
    var shift: Shift?
    for value in values.dropFirst() {
      switch value.name {
      case "desks" where desks.isEmpty: desks = value.text.split(separator: "+").map { String($0).trimmed }
      case "shift" where shift == nil:
        guard let times = Self.shift(value.text) else { return nil }
        shift = times
      default: return nil
      }
    }
    if desks.contains("") { return nil }
    self.count = count
    self.desks = desks
    self.shift = shift
  }

  /// The agents as a group, where `all` are the desks that there are.
  func group(all: [String]) -> AgentGroup {
    AgentGroup(count: count, desks: desks.isEmpty ? all : desks, shift: shift)
  }

  /// The part of the day that they are there, 0…1.
  var presence: Double {
    guard let shift else { return 1 }
    let length = shift.endSeconds - shift.startSeconds
    return (length > 0 ? length : length + Scenario.daySeconds) / Scenario.daySeconds
  }

  private static func shift(_ text: String) -> Shift? {
    let times = text.split(separator: "-", omittingEmptySubsequences: false).map { timeOfDay(String($0)) }
    guard times.count == 2, let start = times[0], let end = times[1], start < Scenario.daySeconds else { return nil }
    if start == end.truncatingRemainder(dividingBy: Scenario.daySeconds), start != 0 || end == 0 { return nil }
    return Shift(startSeconds: start, endSeconds: end)
  }

  /// Seconds of the day of a time such as `8:30`, or `8`; up to 24:00.
  public static func timeOfDay(_ text: String) -> Double? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int(String($0).trimmed) }
    guard parts.count <= 2, let hours = parts[0], let minutes = parts.count == 2 ? parts[1] : 0,
      (0...24).contains(hours), (0..<60).contains(minutes), hours < 24 || minutes == 0
    else { return nil }
    return Double(hours * 3600 + minutes * 60)
  }
}
