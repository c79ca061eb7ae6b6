/// What a field of a request takes. Texts become what the field asks for, as forms and placeholders have texts alone.
enum HookFieldKind: Equatable {
  case name, severity, identity, time, bool
  case integer(ClosedRange<Int>)
  case number(ClosedRange<Double>)

  static let mostFollowers = 10_000_000_000
  static let mostDays = 100_000.0

  /// What a text is to the field; nil where it is nothing that the service would accept there.
  func fact(_ text: String) -> HookFact? {
    switch self {
    case .name: HookText.isName(text) ? .text(text) : nil
    case .severity: Self.severities.contains(text.lowercased()) ? .text(text.lowercased()) : nil
    case .identity: HookIdentity.isOne(text) ? .text(text) : nil
    case .time: HookText.time(text).map { .time($0) }
    case .bool: Self.bool(text).map { .bool($0) }
    case .integer(let range):
      HookText.number(text).flatMap { Int(exactly: $0) }.flatMap { range.contains($0) ? .integer($0) : nil }
    case .number(let range):
      HookText.number(text).flatMap { range.contains($0) ? .number($0) : nil }
    }
  }

  /// What it takes, for messages.
  var expectation: String {
    switch self {
    case .name: "a text of 1 to 128 characters without control characters"
    case .severity: "one of " + Self.severities.joined(separator: ", ")
    case .identity: "an identity such as phone:+49301234567, email:ann@example.com or twitter:ann"
    case .time: "a time in RFC 3339 or in seconds since 1970"
    case .bool: "true or false"
    case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .number(let range): "a number from \(Self.plain(range.lowerBound)) to \(Self.plain(range.upperBound))"
    }
  }

  private static let severities = ["low", "normal", "high", "critical"]

  private static func bool(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "true", "yes", "on", "1": true
    case "false", "no", "off", "0": false
    default: nil
    }
  }

  private static func plain(_ value: Double) -> String { Int(exactly: value).map { "\($0)" } ?? "\(value)" }
}
