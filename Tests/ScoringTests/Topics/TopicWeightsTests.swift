import TestSupport
import Testing

@testable import Scoring

@Suite("Topic weights")
struct TopicWeightsTests {
  @Test("finds each name, written in any way, and no other, of few and of many", arguments: [0, 1, 2, 8, 9, 50, 3000])
  func finds(_ count: Int) {
    let names = (0..<count).map { "topic \($0)-of_all-that there are" }
    let weights = TopicWeights(Dictionary(uniqueKeysWithValues: zip(names, (0..<count).map(Double.init))))
    #expect(weights.count == count)
    for (index, name) in names.enumerated() {
      #expect(weights[name] == Double(index))
      #expect(weights[name.uppercased()] == Double(index))
      #expect(weights["topic-\(index)_of all-that_there-are"] == Double(index))
    }
    for other in ["", "topic", "topic-3001-of-all-that-there-are", "topic-1-of-all-that-there-arf"] {
      #expect(weights[other] == nil)
    }
  }

  @Test("of two names that mean the same, the greater weight counts")
  func same() {
    #expect(TopicWeights(["Air Travel": 0.2, "air-travel": 0.7, "AIR_TRAVEL": 0.4])["air travel"] == 0.7)
  }

  @Test("an accent may be written in either way, of few names as of many", arguments: [0, 20])
  func accents(_ others: Int) {
    var weights = Dictionary(uniqueKeysWithValues: (0..<others).map { ("\($0)", 0.0) })
    weights["R\u{E9}union"] = 1
    #expect(TopicWeights(weights)["r\u{E9}union"] == 1)
    #expect(TopicWeights(weights)["re\u{301}union"] == 1)
    #expect(TopicWeights(weights)["reunion"] == nil)
  }

  @Test("relevance follows the taxonomy where a policy has one, and the names alone where it has none")
  func policy() {
    var settings = PolicySettings()
    settings.market = [TopicWeight("iphone", 1)]
    let topics = [TopicWeight("android", 0.9), TopicWeight("cooking", 1)]
    let near = Policy(settings, version: "test", taxonomy: TopicTaxonomyTests.few)
    #expect(near.relevance(of: topics) == 2 / 6.0 * 0.9)
    #expect(near.relevance(of: [TopicWeight("Smartphones", 1)]) == 0.8)
    #expect(Policy(settings, version: "test").relevance(of: topics) == 0)
    settings.leastTopicSimilarity = 0.5
    #expect(Policy(settings, version: "test", taxonomy: TopicTaxonomyTests.few).relevance(of: topics) == 0)
  }
}
