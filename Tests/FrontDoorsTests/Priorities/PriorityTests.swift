import FrontDoors
import Testing
import TestSupport

@Suite("Priorities of other systems")
struct PriorityTests {
  @Test(
    "Tiers are spread over a system's words by rank",
    arguments: [
      (PriorityNames.zendesk, 4, ["urgent", "high", "normal", "low"]),
      (.chatwoot, 4, ["urgent", "high", "medium", "low"]),
      (.zammad, 4, ["3 high", "3 high", "2 normal", "1 low"]),
      (.zendesk, 1, ["normal"]),
      (.zammad, 1, ["2 normal"]),
      (.zendesk, 2, ["urgent", "low"]),
      (.zendesk, 3, ["urgent", "normal", "low"]),
      (.zammad, 3, ["3 high", "2 normal", "1 low"]),
      (.zendesk, 5, ["urgent", "urgent", "high", "normal", "low"]),
      (.zammad, 6, ["3 high", "3 high", "2 normal", "2 normal", "1 low", "1 low"]),
    ])
  func spread(names: PriorityNames, count: Int, expected: [String]) {
    #expect((0..<count).map { names.name(rank: $0, of: count) } == expected)
  }

  @Test("A rank beyond the tiers counts as the nearest tier")
  func strayRanks() {
    #expect(PriorityNames.zendesk.name(rank: -3, of: 4) == "urgent")
    #expect(PriorityNames.zendesk.name(rank: 9, of: 4) == "low")
    #expect(PriorityNames.zendesk.name(rank: 0, of: 0) == "normal")
  }

  @Test("A higher tier never has a less urgent word, and the first and last words are both used")
  func order() {
    for wordCount in 1...7 {
      let names = PriorityNames((0..<wordCount).map { String($0) })
      for count in 2...9 {
        let used = (0..<count).map { Int(names.name(rank: $0, of: count)) ?? -1 }
        #expect(used == used.sorted(), "\(wordCount) words, \(count) tiers: \(used)")
        #expect(used.first == 0 && used.last == wordCount - 1, "\(wordCount) words, \(count) tiers: \(used)")
      }
    }
  }

  @Test("Of four tiers each has a quarter of 0…100, and a ticket's head start is its place there")
  func percentages() {
    let spans = (0..<4).map { rank in
      [0, 0.5, 1, 7].map { PriorityNumber.percent(for: .sample(rank: rank, of: 4, headStartShare: $0)) }
    }
    #expect(spans == [[75, 88, 100, 100], [50, 62, 74, 74], [25, 37, 49, 49], [0, 12, 24, 24]])
    #expect((0..<4).map { PriorityNumber.level(for: .sample(rank: $0, of: 4)) } == [3, 2, 1, 0])
  }

  @Test("The number is within 0…100 and grows with the tier, and within it with the head start")
  func monotone() {
    var generator = SeededGenerator()
    for _ in 0..<20_000 {
      let count = Int.random(in: 1...8, using: &generator)
      let ranks = [Int.random(in: 0..<count, using: &generator), Int.random(in: 0..<count, using: &generator)]
      let shares = [Double.random(in: 0...1, using: &generator), Double.random(in: 0...1, using: &generator)]
      let numbers = zip(ranks, shares).map {
        PriorityNumber.percent(for: .sample(rank: $0, of: count, headStartShare: $1))
      }
      let place: Comment = "\(generator.description): ranks \(ranks) of \(count), shares \(shares): \(numbers)"
      #expect(numbers.allSatisfy { (0...100).contains($0) }, place)
      if ranks[0] < ranks[1] {
        #expect(numbers[0] > numbers[1], place)
      } else if ranks[0] == ranks[1], shares[0] >= shares[1] {
        #expect(numbers[0] >= numbers[1], place)
      }
    }
  }
}
