import Queueing

/// Reads the rows of a log of calls.
struct CallLogRow {
  /// What a row is.
  enum Reading {
    case ticket(PastTicket)
    case dropped
    case passing
    case refused(String)
  }

  private let columns: [LogMapping.Fact: [Int]]
  private let dropped: [(column: Int, values: Set<String>)]
  private let mapping: LogMapping

  /// - Throws: ``FileError`` where a column of the mapping is not there.
  init(header: [String], mapping: LogMapping, path: String) throws(FileError) {
    self.mapping = mapping
    let names = header.map(\.trimmed)
    let wanted = Array(mapping.columns.values.joined()) + Array(mapping.dropped.keys)
    let missing = Set(wanted).subtracting(names).sorted()
    if !missing.isEmpty {
      throw FileError(
        path: path,
        problems: [
          FileProblem(
            line: 1, field: "", found: "the columns \(names.joined(separator: ", "))",
            expected: missing.joined(separator: ", "))
        ])
    }
    let index = Dictionary(names.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    columns = mapping.columns.mapValues { $0.compactMap { index[$0] } }
    dropped = mapping.dropped.compactMap { name, values in index[name].map { ($0, values) } }
  }

  func read(_ fields: [String]) -> Reading {
    func cell(_ column: Int) -> String { column < fields.count ? fields[column].trimmed : "" }
    if dropped.contains(where: { $0.values.contains(cell($0.column)) }) { return .dropped }
    do {
      return try ticket { fact in
        let cells = (columns[fact] ?? []).map(cell)
        return cells.first { !Self.isNothing($0) } ?? cells.first { !$0.isEmpty }
      }
    } catch {
      return .refused(error.description)
    }
  }

  private func ticket(_ value: (LogMapping.Fact) -> String?) throws(BacktestError) -> Reading {
    let midnight = try date(value(.date))
    guard let arrived = try time(.arrived, value, midnight, after: nil) else {
      throw BacktestError("nothing says when it arrived")
    }
    let started = try time(.started, value, midnight, after: arrived)
    let isServed = try isServed(value, started)
    var left = isServed ? started : nil
    if let waited = try duration(.waited, value) {
      left = arrived + waited
    } else if left == nil {
      left = try time(.left, value, midnight, after: arrived) ?? started
    }
    // Who had to wait for nothing has no times of waiting.
    let leaving = max(arrived, left ?? arrived)
    guard isServed || leaving > arrived else { return .passing }
    var ended: Double?
    if isServed {
      if let handling = try duration(.handling, value) {
        ended = leaving + handling
      } else {
        ended = try time(.ended, value, midnight, after: leaving).map { max($0, leaving) }
      }
    }
    return .ticket(
      PastTicket(
        arrived: arrived, left: leaving, isServed: isServed, ended: ended, agent: isServed ? value(.agent) : nil,
        tier: value(.priority) ?? ""))
  }

  private func isServed(_ value: (LogMapping.Fact) -> String?, _ started: Double?) throws(BacktestError) -> Bool {
    guard let outcome = value(.outcome), !mapping.served.isEmpty || !mapping.abandoned.isEmpty else {
      return started != nil || (columns[.started] == nil && value(.agent) != nil)
    }
    if mapping.served.contains(outcome) { return true }
    if mapping.abandoned.contains(outcome) { return false }
    if mapping.served.isEmpty || mapping.abandoned.isEmpty { return mapping.served.isEmpty }
    throw BacktestError("the outcome \(outcome) is neither served nor abandoned; --drop it if it is no ticket")
  }

  private func date(_ text: String?) throws(BacktestError) -> Double? {
    guard let text else { return nil }
    guard let midnight = LogTime.date(text) else {
      throw BacktestError("\(text) is no date such as 2026-11-22, 20261122 or 261122")
    }
    return midnight
  }

  /// A time, which is on the next day if it would be half a day or more before what it comes after.
  private func time(
    _ fact: LogMapping.Fact, _ value: (LogMapping.Fact) -> String?, _ midnight: Double?, after: Double?
  ) throws(BacktestError) -> Double? {
    guard let text = value(fact), !(after != nil && Self.isNothing(text)) else { return nil }
    switch LogTime.reading(text) {
    case .instant(let time)?: return time
    case .timeOfDay(let time)?:
      let time = (midnight ?? 0) + time
      guard let after, time < after - 43_200 else { return time }
      return time + 86_400
    case nil:
      throw BacktestError("\(fact.rawValue) is \(text), not a time such as 9:05:31, 2026-11-22T09:05:31Z or 1795338331")
    }
  }

  private func duration(
    _ fact: LogMapping.Fact, _ value: (LogMapping.Fact) -> String?
  ) throws(BacktestError) -> Double? {
    guard let text = value(fact) else { return nil }
    guard let seconds = LogTime.duration(text), seconds >= 0 else {
      throw BacktestError("\(fact.rawValue) is \(text), not a number of seconds")
    }
    return seconds
  }

  /// Logs that have no empty cells write a time that never was as midnight.
  private static func isNothing(_ text: String) -> Bool {
    text.isEmpty || text.allSatisfy { $0 == "0" || $0 == ":" }
  }
}
