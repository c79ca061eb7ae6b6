/// How many requests somebody may make, as an operator writes it.
public struct RateSettings: Sendable, Equatable {
  /// Requests a second in the long run; 0 means no limit, else from 0.01 to 1,000,000.
  public var requestsPerSecond: Double
  /// Requests at once after a pause, up to 1,000,000; 0 means those of one second.
  public var burst: Int

  /// By default no limit.
  public init(requestsPerSecond: Double = 0, burst: Int = 0) {
    self.requestsPerSecond = requestsPerSecond
    self.burst = burst
  }

  /// The limit to keep to; nil: none.
  var limit: RateLimit? {
    if requestsPerSecond <= 0 { return nil }
    return RateLimit(
      interval: UInt64((1e9 / requestsPerSecond).rounded(.up)),
      burst: burst > 0 ? burst : max(1, Int(requestsPerSecond.rounded(.up))))
  }

  /// What is out of range, by field, with what was expected.
  public var problems: [(field: String, found: String, expected: String)] {
    var problems: [(field: String, found: String, expected: String)] = []
    if requestsPerSecond != 0, !(0.01...1_000_000).contains(requestsPerSecond) {
      problems.append(
        ("requests_per_second", "\(requestsPerSecond)", "0 for no limit, or a number from 0.01 to 1000000"))
    }
    if !(0...1_000_000).contains(burst) {
      problems.append(("burst", "\(burst)", "a number from 0 to 1000000; 0 means the requests of one second"))
    }
    return problems
  }

  mutating func read(_ fields: inout YAMLFields) {
    fields.number("requests_per_second", into: &requestsPerSecond)
    fields.integer("burst", into: &burst)
    if fields.has("burst"), burst > 0, requestsPerSecond == 0 {
      fields.wrong(
        "burst", expected: "requests_per_second above 0 beside it, or no burst: without a rate there is no limit")
    }
  }
}
