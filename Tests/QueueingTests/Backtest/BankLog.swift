import Foundation
import Queueing
import TestSupport

/// The calls of a bank's centre, for evaluation only: see the reference. They are beside the package or absent.
///
/// Acknowledgement: Guedj & Mandelbaum, Technion.
enum BankLog {
  static let file = "callcenter/anonymous_bank_1999_january.tsv"

  /// Calls of the pool of agents that the file is about. PHANTOM rows are no calls, IN calls have agents of their own.
  static func tickets(in days: ClosedRange<Int> = 990_101...990_131) throws -> [PastTicket] {
    try SharedData.rows(file, separator: "\t").compactMap { row in
      guard row["outcome"] != "PHANTOM", row["type"] != "IN", let date = row["date"].flatMap({ Int($0) }),
        days.contains(date), let priority = row["priority"]
      else { return nil }
      let midnight = Double(date % 100) * 86_400
      func time(_ name: String, after: Double = 0) -> Double {
        let parts = (row[name] ?? "").split(separator: ":").compactMap { Double($0) }
        let time = midnight + parts.reduce(0) { $0 * 60 + $1 }
        return time < after - 43_200 ? time + 86_400 : time
      }
      let isServed = row["outcome"] == "AGENT"
      let hasQueued = row["q_time"] != "0"
      let arrived = hasQueued ? time("q_start") : time("vru_exit")
      let left = max(arrived, hasQueued ? time("q_exit", after: arrived) : arrived)
      guard isServed || hasQueued else { return nil }
      return PastTicket(
        arrived: arrived, left: left, isServed: isServed,
        ended: isServed ? max(left, time("ser_exit", after: left)) : nil,
        agent: isServed ? row["server"] : nil, tier: priority)
    }
  }
}
