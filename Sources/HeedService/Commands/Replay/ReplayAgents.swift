/// The agents of a replay, as `heed replay --agents` takes them: `12` for all desks, `general=8,senior=3`, or `none`.
public enum ReplayAgents: Equatable, Sendable {
  /// As many, each for all desks, as keep up with the busiest day's mean load: the line grows in busy hours and is worked
  /// off in quiet ones.
  case enough
  /// So many a desk; without a desk, for all of them. None at all: nobody takes tickets.
  case groups([Group])

  /// Agents who answer alike.
  public struct Group: Equatable, Sendable {
    /// The desk they answer; all if there is none.
    public let desk: String?
    /// How many, ≥ 1.
    public let count: Int
  }

  /// How an option is written, for messages.
  public static let rule = "a number such as 12, numbers by desk such as general=8,senior=3, or none"

  /// Agents as they are written; `nil` where it makes no sense.
  public init?(_ text: String) {
    if text == "none" {
      self = .groups([])
      return
    }
    guard let values = NamedValue.list(text) else { return nil }
    var groups: [Group] = []
    for value in values {
      let isKnown = groups.contains { $0.desk == value.name }
      guard let count = Int(value.text), (1...10_000).contains(count), !isKnown else { return nil }
      groups.append(Group(desk: value.name, count: count))
    }
    self = .groups(groups)
  }

  /// The groups that they come to.
  ///
  /// - Parameters:
  ///   - times: when tickets come, in order, in seconds since 1970.
  ///   - handlingSeconds: how long each takes an agent.
  func groups(times: [Double], handlingSeconds: Double) -> [Group] {
    switch self {
    case .groups(let groups): groups
    case .enough:
      [Group(desk: nil, count: max(1, Int((Self.busiestDay(times) * handlingSeconds / 86_400).rounded(.up))))]
    }
  }

  /// The most tickets within any 24 hours.
  private static func busiestDay(_ times: [Double]) -> Double {
    var first = 0
    var most = 0
    for (index, time) in times.enumerated() {
      while times[first] <= time - 86_400 { first += 1 }
      most = max(most, index - first + 1)
    }
    return Double(most)
  }
}
