/// Carries a value from a lookup to what follows it on the same thread.
final class Handover<Value>: @unchecked Sendable {
  var value: Value?
}
