/// The `Date` field with its CRLF, written anew only when the second changes.
package final class DateLine {
  private static let length = 37
  private let storage: UnsafeMutableRawBufferPointer
  private var second = Int64.min

  /// - Parameter unixSeconds: seconds since 1970, at least 0.
  package init(unixSeconds: Int64 = 0) {
    storage = .allocate(byteCount: DateLine.length, alignment: 1)
    storage.copyBytes(from: "Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n".utf8)
    update(unixSeconds: unixSeconds)
  }

  deinit {
    storage.deallocate()
  }

  /// The field as of the last update; valid while this object lives.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(storage) }

  /// Sets the time.
  /// - Parameter unixSeconds: seconds since 1970, at least 0.
  package func update(unixSeconds: Int64) {
    guard unixSeconds != second else { return }
    second = unixSeconds
    let days = unixSeconds / 86_400
    let time = Int(unixSeconds % 86_400)
    let date = DateLine.civil(days: days)
    put("ThuFriSatSunMonTueWed", item: Int(days % 7), at: 6)
    putDigits(date.day, count: 2, at: 11)
    put("JanFebMarAprMayJunJulAugSepOctNovDec", item: date.month - 1, at: 14)
    putDigits(date.year, count: 4, at: 18)
    putDigits(time / 3_600, count: 2, at: 23)
    putDigits(time / 60 % 60, count: 2, at: 26)
    putDigits(time % 60, count: 2, at: 29)
  }

  private func put(_ names: StaticString, item: Int, at offset: Int) {
    for index in 0..<3 { storage[offset + index] = names.utf8Start[item * 3 + index] }
  }

  private func putDigits(_ number: Int, count: Int, at offset: Int) {
    var rest = number
    for index in (offset..<offset + count).reversed() {
      storage[index] = 0x30 + UInt8(rest % 10)
      rest /= 10
    }
  }

  /// Year, month and day `days` after 1970-01-01 (Hinnant, "chrono-compatible low-level date algorithms").
  private static func civil(days: Int64) -> (year: Int, month: Int, day: Int) {
    let shifted = Int(days) + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }
}
