/// How often tickets were overtaken.
enum Overtakes {
  /// For each ticket the number of those that came after it and were answered before it left the line. Only tickets of
  /// one pool are counted: desks between which no agent goes have nothing to do with each other.
  ///
  /// Tickets are gone through in the order in which they left, while a Fenwick tree counts the answered ones by arrival:
  /// O(n·log n).
  ///
  /// - Parameters:
  ///   - records: All tickets in the order of arrival.
  ///   - pools: The pool of each desk, a number from 0 on.
  static func counts(_ records: [TicketRecord], pools: [Int]) -> [Int] {
    var counts = [Int](repeating: 0, count: records.count)
    var byPool = [[Int]](repeating: [], count: (pools.max() ?? 0) + 1)
    for (index, record) in records.enumerated() { byPool[pools[record.desk]].append(index) }
    for indices in byPool { count(records, indices, &counts) }
    return counts
  }

  /// The pool of each desk: two desks are in one if some agent answers for both, or for chains of such desks.
  static func pools(desks: [String], agents: [AgentGroup]) -> [Int] {
    var pools = Array(desks.indices)
    for group in agents {
      let members = desks.indices.filter { group.desks.contains(desks[$0]) }
      guard let first = members.first else { continue }
      let joined = Set(members.map { pools[$0] })
      let pool = pools[first]
      for desk in desks.indices where joined.contains(pools[desk]) { pools[desk] = pool }
    }
    return pools
  }

  private static func count(_ records: [TicketRecord], _ indices: [Int], _ counts: inout [Int]) {
    // Positions within the pool's tickets by arrival, in the order of leaving.
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
