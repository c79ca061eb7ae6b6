import Foundation
import TestSupport

@testable import Scoring

/// The transactions of CDNOW, 1997-98 (Fader and Hardie), where they are at hand.
enum PurchasesOfCDNOW {
  static let file = "clv/cdnow_transactions.txt"
  static var isThere: Bool { SharedData.has(file) }

  /// 30 September 1997, the end of the calibration in the literature.
  static let calibrationEnd = 10_134

  static func log() throws -> TransactionLog {
    guard let url = SharedData.url(file) else { throw CocoaError(.fileNoSuchFile) }
    var log = TransactionLog()
    for line in try String(contentsOf: url, encoding: .utf8).split(whereSeparator: \.isNewline) {
      let fields = line.split(separator: " ")
      guard let customer = Int(fields[1]), let date = Int(fields[2]), let value = Double(fields[4]) else {
        throw CocoaError(.fileReadCorruptFile)
      }
      log.add(customer: customer, day: day(date), value: value)
    }
    return log
  }

  static func sample() throws -> PurchaseSample { try log().sample(calibrationEnd: calibrationEnd) }

  /// Days since 1970 of a date of 1997 or 1998 such as 19970131.
  private static func day(_ date: Int) -> Int {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    let ofYear = lengths.prefix(date / 100 % 100 - 1).reduce(0, +) + date % 100 - 1
    return 9862 + (date / 10_000 - 1997) * 365 + ofYear
  }
}
