extension JSONWriter {
  /// Writes `null`.
  @inlinable
  public func null() {
    separate(room: 4)
    raw("null")
  }

  /// Writes `true` or `false`.
  @inlinable
  public func bool(_ value: Bool) {
    separate(room: 5)
    raw(value ? "true" : "false")
  }

  /// Writes a whole number.
  public func number(_ value: Int) {
    separate(room: 0)
    append(room: JSONPen.numberRoom) { $0.number(value) }
  }

  /// Writes a whole number beyond `Int` too.
  public func number(_ value: UInt64) {
    separate(room: 0)
    append(room: JSONPen.numberRoom) { $0.digits(value) }
  }

  /// Writes the shortest number that reads as the same double; `null` for NaN and infinities, which JSON lacks.
  public func number(_ value: Double) {
    guard value.isFinite else { return null() }
    separate(room: 0)
    append(room: JSONPen.numberRoom) { $0.shortest(value) }
  }

  /// Writes a number rounded to at most `decimals` digits after the point, half away from zero, without trailing zeros:
  /// 2.50 is `2.5`, 2.0 is `2`, and what rounds to zero is `0`.
  ///
  /// Whether a number is halfway is judged of its product with 10^decimals as a double, so 1.005, whose double is just
  /// below that, goes to 1. Where that product is beyond 2^53 the double has no such digits and is
  /// written in full. NaN and infinities, which JSON lacks, become `null`.
  ///
  /// - Parameter decimals: From 0 to 15.
  public func number(_ value: Double, decimals: Int) {
    separate(room: 0)
    append(room: JSONPen.numberRoom) { $0.number(value, decimals: decimals) }
  }
}
