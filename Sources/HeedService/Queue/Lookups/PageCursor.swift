import JSON
import Queueing

/// Where a page of the line ended, for the next one to go on: as text for clients, who are not to look into it.
struct PageCursor {
  /// The time whose order is shown.
  let time: Double
  let cursor: Line.Cursor

  /// Times that can be written: clients can send whatever they like.
  private static let times = 0..<Double(RFC3339.range.upperBound)

  init(time: Double, last: Place) {
    self.time = time
    cursor = Line.Cursor(last, at: time)
  }

  init?(text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4, let number = Int64(parts[3], radix: 36) else { return nil }
    let numbers = parts.prefix(3).compactMap { UInt64($0, radix: 36).map(Double.init(bitPattern:)) }
    guard numbers.count == 3, numbers.allSatisfy(\.isFinite), Self.times.contains(numbers[0]) else { return nil }
    time = numbers[0]
    cursor = Line.Cursor(urgency: numbers[1], key: numbers[2], number: number)
  }

  var text: String {
    let numbers = [time, cursor.urgency, cursor.key].map { String($0.bitPattern, radix: 36) }
    return (numbers + [String(cursor.number, radix: 36)]).joined(separator: ".")
  }
}
