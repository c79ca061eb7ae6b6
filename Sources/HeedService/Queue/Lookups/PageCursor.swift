import Queueing

/// Where a page of the line ended, for the next one to go on: as text for clients, who are not to look into it.
struct PageCursor {
  /// The time whose order is shown.
  let time: Double
  let cursor: Line.Cursor

  init(time: Double, last: Place) {
    self.time = time
    cursor = Line.Cursor(urgency: last.urgency(at: time), number: last.number)
  }

  init?(text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let time = UInt64(parts[0], radix: 36), let urgency = UInt64(parts[1], radix: 36),
      let number = Int64(parts[2], radix: 36)
    else { return nil }
    self.time = Double(bitPattern: time)
    cursor = Line.Cursor(urgency: Double(bitPattern: urgency), number: number)
    guard self.time.isFinite, cursor.urgency.isFinite else { return nil }
  }

  var text: String {
    [
      String(time.bitPattern, radix: 36), String(cursor.urgency.bitPattern, radix: 36),
      String(cursor.number, radix: 36),
    ].joined(separator: ".")
  }
}
