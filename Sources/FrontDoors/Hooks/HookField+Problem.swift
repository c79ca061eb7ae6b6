extension HookField {
  /// What the field would take, where a text is nothing to it; nil where it is right.
  public func problem(_ text: String) -> String? { kind.fact(text) == nil ? kind.expectation : nil }
}

extension HookAccountField {
  /// What the field would take, where a text is nothing to it; nil where it is right.
  public func problem(_ text: String) -> String? { kind.fact(text) == nil ? kind.expectation : nil }
}
