import Testing
import TestSupport

@testable import Queueing

/// The tree against a sorted array, and its shape. A failure's message has the seed.
@Suite("Ordered entries")
struct OrderedEntriesTests {
  /// Where insertions and removals happen.
  enum Pattern: CaseIterable {
    case anywhere
    /// As in a line: in at the end, or nearly, and out at the front, or nearly.
    case line
    /// In at the front, out at the end.
    case backwards
  }

  private static func entry(_ pattern: Pattern, _ step: Int, _ random: inout SeededGenerator) -> LineEntry {
    let key =
      switch pattern {
      case .anywhere: Double(Int.random(in: -5000...5000, using: &random))
      case .line: Double(step) - random.logUniform(0.1...3000)
      case .backwards: Double(-step)
      }
    return LineEntry(key: key, number: Int64(step))
  }

  private static func rankToRemove(_ pattern: Pattern, of count: Int, _ random: inout SeededGenerator) -> Int {
    let near = min(count - 1, Int(random.logUniform(1...100)) - 1)
    return switch pattern {
    case .anywhere: Int.random(in: 0..<count, using: &random)
    case .line: near
    case .backwards: count - 1 - near
    }
  }

  @Test("Entries are those of a sorted array, and the tree is in shape", arguments: Pattern.allCases)
  func againstSortedArray(pattern: Pattern) {
    var random = SeededGenerator()
    var sorted: [LineEntry] = []
    var entries = OrderedEntries()
    let rise = LineFixtures.cases / 4
    for step in 0..<LineFixtures.cases {
      // Up, down to next to nothing, and up again.
      let growth = step / rise % 2 == 0 ? 8 : 1
      if sorted.isEmpty || Int.random(in: 0..<9, using: &random) < growth {
        let entry = Self.entry(pattern, step, &random)
        sorted.insert(entry, at: sorted.rank(of: entry))
        entries.insert(entry)
      } else {
        let removed = sorted.remove(at: Self.rankToRemove(pattern, of: sorted.count, &random))
        guard entries.remove(removed), !entries.remove(removed) else {
          Issue.record("\(random), \(pattern), step \(step): \(removed) was there other than once")
          return
        }
      }
      let other = Self.entry(pattern, Int.random(in: 0..<step + 2, using: &random), &random)
      let isRight =
        entries.count == sorted.count && entries.first == sorted.first
        && entries.rank(of: other) == sorted.rank(of: other)
        && sorted.indices.randomElement(using: &random).map { entries[$0] == sorted[$0] } ?? true
      let problem = step % 997 == 0 ? TreeCheck.problem(of: entries, sorted) : nil
      guard isRight, problem == nil else {
        Issue.record("\(random), \(pattern), step \(step): \(problem ?? "a count or rank is wrong")")
        return
      }
    }
    #expect(TreeCheck.problem(of: entries, sorted) == nil, "\(random), \(pattern)")
  }

  @Test(
    "Entries made at once are as if inserted one by one", arguments: [0, 1, 55, 56, 57, 64, 70, 1567, 1580, 100_000])
  func bulk(count: Int) {
    var random = SeededGenerator()
    var sorted = (0..<count).map { LineEntry(key: Double($0 / 3), number: Int64($0)) }
    var entries = OrderedEntries(sorted: sorted)
    #expect(TreeCheck.problem(of: entries, sorted) == nil, "\(count) entries")
    for step in 0..<min(count, 2000) {
      if step % 2 == 0 {
        entries.remove(sorted.remove(at: Int.random(in: 0..<sorted.count, using: &random)))
      } else {
        let entry = LineEntry(key: .random(in: 0...Double(count) / 3, using: &random), number: -1)
        sorted.insert(entry, at: sorted.rank(of: entry))
        entries.insert(entry)
      }
    }
    #expect(TreeCheck.problem(of: entries, sorted) == nil, "\(random), \(count) entries")
  }

  @Test func takesTheLeastFirst() {
    var entries = OrderedEntries()
    for number in [5, 3, 9, 1, 7] as [Int64] { entries.insert(LineEntry(key: Double(number / 2), number: number)) }
    let taken = (0..<6).map { _ in entries.popFirst()?.number }
    #expect(taken == [1, 3, 5, 7, 9, nil])
    #expect(entries.isEmpty)
  }

  @Test func countsEqualKeysByNumber() {
    let entries = OrderedEntries(sorted: (0..<500).map { LineEntry(key: 1, number: $0) })
    #expect(entries.count(keysAtMost: 0.999) == 0)
    #expect(entries.count(keysAtMost: 1) == 500)
    #expect(entries.rank(of: LineEntry(key: 1, number: 321)) == 321)
    #expect(Array(entries.entries(from: 498)).map(\.number) == [498, 499])
    #expect(Array(entries.entries(from: 500)).isEmpty)
  }

  @Test("Extreme keys have their place")
  func extremes() {
    let keys = [-Double.infinity, -.greatestFiniteMagnitude, -.leastNonzeroMagnitude, 0, .ulpOfOne, .infinity]
    var entries = OrderedEntries()
    for (number, key) in keys.enumerated().reversed() { entries.insert(LineEntry(key: key, number: Int64(number))) }
    #expect(entries.map(\.key) == keys)
    // Minus zero is zero.
    #expect(entries.contains(LineEntry(key: -0.0, number: 3)))
  }

  @Test("A removal of what is not there changes nothing, whoever shares the nodes")
  func absent() {
    var entries = OrderedEntries(sorted: (0..<5000).map { LineEntry(key: Double($0), number: 0) })
    let snapshot = entries
    let removed = entries.remove(LineEntry(key: 77, number: 1))
    #expect(!removed)
    #expect(TreeCheck.problem(of: entries, Array(snapshot)) == nil)
  }

  @Test("Threads read their snapshots while the entries change")
  func threads() async {
    var random = SeededGenerator()
    let number = { @Sendable (snapshot: OrderedEntries) in
      snapshot.reduce(into: (count: 0, sum: 0)) { $0 = ($0.count + 1, $0.sum &+ Int($1.number)) }
    }
    var entries = OrderedEntries(sorted: (0..<2000).map { LineEntry(key: Double($0), number: $0) })
    var sum = (0..<2000).reduce(0, +)
    await withTaskGroup(of: Bool.self) { group in
      for step in 2000..<4000 {
        let (snapshot, count, expected) = (entries, entries.count, sum)
        group.addTask { number(snapshot) == (count, expected) }
        let removed = entries[Int.random(in: 0..<entries.count, using: &random)]
        entries.remove(removed)
        entries.insert(LineEntry(key: .random(in: 0...4000, using: &random), number: Int64(step)))
        sum += step - Int(removed.number)
      }
      for await isRight in group { #expect(isRight, "\(random)") }
    }
  }
}

extension [LineEntry] {
  /// The number of entries that come before `entry`.
  fileprivate func rank(of entry: LineEntry) -> Int {
    var range = indices
    while let middle = range.isEmpty ? nil : range.lowerBound + range.count / 2 {
      range = self[middle] < entry ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return range.lowerBound
  }
}
