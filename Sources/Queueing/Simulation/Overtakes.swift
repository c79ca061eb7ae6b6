/// How often tickets were overtaken.
enum Overtakes {
  /// For each ticket the number of those that came after it to the same desk and were answered before it left the line.
  ///
  /// Tickets are gone through in the order in which they left, while a Fenwick tree counts the answered ones by arrival:
  /// O(n·log n).
  ///
  /// - Parameters:
  ///   - records: All tickets in the order of arrival.
  ///   - desks: How many desks there are.
  static func counts(_ records: [TicketRecord], desks: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: records.count)
    var byDesk = [[Int]](repeating: [], count: desks)
    for (index, record) in records.enumerated() { byDesk[record.desk].append(index) }
    for indices in byDesk { count(records, indices, &counts) }
    return counts
  }

  private static func count(_ records: [TicketRecord], _ indices: [Int], _ counts: inout [Int]) {
    // Positions within the desk's tickets by arrival, in the order of leaving.
    let order = indices.indices.sorted {
      let (first, second) = (records[indices[$0]].leftSeconds, records[indices[$1]].leftSeconds)
      return first == second ? $0 < $1 : first < second
    }
    var answered = FenwickTree(count: indices.count)
    var next = 0
    while next < order.count {
      // Those that leave at one moment do not overtake each other: ask for all of them before any is counted.
      let time = records[indices[order[next]]].leftSeconds
      var end = next
      while end < order.count, records[indices[order[end]]].leftSeconds == time { end += 1 }
      for position in order[next..<end] where records[indices[position]].waitSeconds > 0 {
        counts[indices[position]] = answered.total - answered.sum(through: position)
      }
      for position in order[next..<end] where !records[indices[position]].isAbandoned { answered.add(at: position) }
      next = end
    }
  }
}

/// Counts by position, with sums over prefixes in O(log n).
private struct FenwickTree {
  private var nodes: [Int]
  private(set) var total = 0

  init(count: Int) { nodes = [Int](repeating: 0, count: count + 1) }

  mutating func add(at position: Int) {
    total += 1
    var index = position + 1
    while index < nodes.count {
      nodes[index] += 1
      index += index & -index
    }
  }

  func sum(through position: Int) -> Int {
    var (sum, index) = (0, position + 1)
    while index > 0 {
      sum += nodes[index]
      index -= index & -index
    }
    return sum
  }
}
