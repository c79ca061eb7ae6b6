/// Answers for telephony: `telephony` in `heed.yaml`.
public struct TelephonyConfiguration: Sendable, Equatable {
  /// How long an answer may wait for what is stored of a customer, in seconds; then it is given without.
  public var answerWithinSeconds = 0.3
  /// What is answered where nothing can be decided, in seconds ahead.
  public var defaultSeconds = 0

  mutating func read(_ fields: inout YAMLFields) {
    fields.number("answer_within_seconds", into: &answerWithinSeconds)
    fields.integer("default_seconds", into: &defaultSeconds)
  }

  /// All values with the ranges that they must be in.
  var ranges: [(field: String, value: Double, range: ClosedRange<Double>)] {
    [
      ("telephony.answer_within_seconds", answerWithinSeconds, 0.01...30),
      ("telephony.default_seconds", Double(defaultSeconds), 0...1_000_000),
    ]
  }
}
