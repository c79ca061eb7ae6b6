import Foundation
import Queueing

/// How the load of a simulated day goes up and down.
public enum LoadShape: Equatable, Sendable {
  /// A wave from the base to the peak and back.
  case sinusoid
  /// Always at the peak.
  case flat
  /// By hour, in proportion to these numbers, the greatest of which is the peak.
  case hourly([Double])

  /// The header of a file of hours.
  private static let header = "hour,tickets"

  /// The shape that an option names: `sinusoid`, `flat`, or the path of a CSV file with the header `hour,tickets` and a
  /// line for each of the hours 0 to 23.
  ///
  /// - Throws: ``FileError`` with every line that is wrong.
  public init(_ text: String) throws(FileError) {
    switch text {
    case "sinusoid": self = .sinusoid
    case "flat": self = .flat
    default: self = .hourly(try Self.read(text))
    }
  }

  /// What the shape is, for a report.
  var name: String {
    switch self {
    case .sinusoid: "sinusoid"
    case .flat: "flat"
    case .hourly: "hourly"
    }
  }

  /// Arrivals a second that reach `peak`, with its greatest at `peakSeconds` of the day, and never less than `base`
  /// for a wave.
  func arrivals(peak: Double, base: Double, peakSeconds: Double) -> ArrivalProfile {
    switch self {
    case .sinusoid: return .day(least: base, greatest: peak, peakSeconds: peakSeconds)
    case .flat: return .constant(peak)
    case .hourly(let hours):
      let greatest = hours.max() ?? 1
      return .hourly(hours.map { $0 / greatest * peak })
    }
  }

  private static func read(_ path: String) throws(FileError) -> [Double] {
    guard let data = try? Data(contentsOf: URL(filePath: path)) else {
      let problem = FileProblem(
        line: nil, field: "", found: FileReason.reading(path), expected: "sinusoid, flat, or a CSV file \(header)")
      throw FileError(path: path, problems: [problem])
    }
    let lines = String(decoding: data, as: UTF8.self).split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    var rows = lines.enumerated().map { ($0.offset + 1, String($0.element).trimmed) }
      .filter { !$0.1.isEmpty && !$0.1.hasPrefix("#") }
    var problems: [FileProblem] = []
    if let first = rows.first, first.1 == header {
      rows.removeFirst()
    } else {
      problems.append(FileProblem(line: 1, field: "", found: "no header", expected: header))
    }
    var hours: [Double] = []
    for (line, row) in rows {
      let fields = row.split(separator: ",").map { String($0).trimmed }
      if fields.count == 2, Int(fields[0]) == hours.count, let tickets = Double(fields[1]), tickets >= 0,
        tickets.isFinite
      {
        hours.append(tickets)
      } else {
        problems.append(
          FileProblem(line: line, field: "", found: row, expected: "hour \(hours.count) and a number of 0 or more"))
        hours.append(0)
      }
    }
    if problems.isEmpty, hours.count != 24 || hours.allSatisfy({ $0 == 0 }) {
      problems.append(
        FileProblem(line: nil, field: "", found: "\(hours.count) hours", expected: "24 hours, not all of them 0"))
    }
    if !problems.isEmpty { throw FileError(path: path, problems: problems) }
    return hours
  }
}
