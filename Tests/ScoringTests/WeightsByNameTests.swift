import Testing

@testable import Scoring

@Suite("Weights by name")
struct WeightsByNameTests {
  @Test("finds each name and no other, of few and of many", arguments: [0, 1, 2, 7, 8, 9, 50])
  func finds(_ count: Int) {
    let names = (0..<count).map { "topic-\($0)-of-all-that-there-are" }
    let weights = WeightsByName(Dictionary(uniqueKeysWithValues: zip(names, (0..<count).map(Double.init))))
    for (index, name) in names.enumerated() { #expect(weights[name] == Double(index)) }
    for other in ["", "topic", "topic-51-of-all-that-there-are", "Topic-1-of-all-that-there-are"] {
      #expect(weights[other] == nil)
    }
  }

  @Test("an accent may be written in either way, of few names as of many", arguments: [0, 20])
  func accents(_ others: Int) {
    var weights = Dictionary(uniqueKeysWithValues: (0..<others).map { ("\($0)", 0.0) })
    weights["\u{E9}lite"] = 1
    #expect(WeightsByName(weights)["e\u{301}lite"] == 1)
    #expect(WeightsByName(weights)["elite"] == nil)
  }
}
