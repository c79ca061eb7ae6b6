import TestSupport
import Testing

@testable import Scoring

@Suite("Topic taxonomy")
struct TopicTaxonomyTests {
  /// A corner of Klout's ontology.
  static let few = try! TopicTaxonomy([
    Topic("android", parents: ["software"]), Topic("iphone", parents: ["Smartphones"]),
    Topic("smartphones", parents: ["technology-super"]), Topic("software", parents: ["technology-super"]),
    Topic("technology-super", title: "Technology"), Topic("travel-and-tourism-super", title: "Travel & Tourism"),
    Topic("air-travel", parents: ["travel-and-tourism-super"]), Topic("travel", parents: ["travel-and-tourism-super"]),
    Topic("food-and-drink-super", title: "Food"), Topic("cooking", parents: ["food-and-drink-super"]),
    Topic("phone-games", title: "Technology", parents: ["smartphones", "software"]),
  ])

  @Test(
    "Siblings, cousins, parents and strangers",
    arguments: [
      ("air-travel", "travel", 0.5), ("iphone", "android", 2 / 6.0), ("air-travel", "cooking", 0),
      ("iphone", "iphone", 1),
      ("iphone", "smartphones", 0.8), ("iphone", "technology-super", 0.5), ("smartphones", "technology-super", 2.0 / 3),
      ("phone-games", "iphone", 2.0 / 3), ("phone-games", "android", 2.0 / 3),
    ] as [(String, String, Double)])
  func similarity(_ first: String, _ second: String, _ expected: Double) throws {
    #expect(abs(try #require(Self.few.similarity(first, second)) - expected) < 1e-12)
    #expect(abs(try #require(Self.few.similarity(second, first)) - expected) < 1e-12)
  }

  @Test("Case and what joins words do not matter, and a title is a name too unless it is another topic's")
  func names() {
    #expect(Self.few.similarity("Air Travel", "air_travel") == 1)
    #expect(Self.few.similarity("travel & tourism", "travel-and-tourism-super") == 1)
    #expect(Self.few.similarity("technology", "smartphones") == Self.few.similarity("technology-super", "smartphones"))
    #expect(!Self.few.contains("airtravel") && !Self.few.contains(""))
  }

  @Test("An unknown topic equals itself and has no other similarity")
  func unknown() {
    #expect(Self.few.similarity("home-appliances", "Home Appliances") == 1)
    #expect(Self.few.similarity("home-appliances", "travel") == nil)
    #expect(
      Self.few.weights(market: [TopicWeight("Home Appliances", 0.7)], leastSimilarity: 0.1) == ["home-appliances": 0.7])
  }

  @Test("The weights of a market are the greatest products, from the least similarity on")
  func weights() {
    let market = [TopicWeight("iphone", 0.5), TopicWeight("travel", 0.1), TopicWeight("washing", 1)]
    let expected: [String: Double] = [
      "iphone": 0.5, "smartphones": 0.8 * 0.5, "phone-games": 4.0 / 6.0 * 0.5, "technology-super": 0.25,
      "technology": 0.25, "travel": 0.1, "travel-and-tourism-super": 2.0 / 3.0 * 0.1,
      "travel-&-tourism": 2.0 / 3.0 * 0.1, "air-travel": 0.05, "washing": 1,
    ]
    #expect(Self.few.weights(market: market, leastSimilarity: 0.5) == expected)
    #expect(Self.few.weights(market: market, leastSimilarity: 1).keys.sorted() == ["iphone", "travel", "washing"])
    #expect(Self.few.weights(market: market, leastSimilarity: 0.33)["android"] == 2.0 / 6.0 * 0.5)
  }

  @Test("The names most like a name")
  func nearest() {
    #expect(Self.few.nearestNames(to: "smart phone", count: 2) == ["smartphones", "iphone"])
    #expect(Self.few.nearestNames(to: "Air-Travel", count: 1) == ["air-travel"])
    #expect(Self.few.nearestNames(to: "technology", count: 1) == ["technology-super"])
    #expect(Self.few.nearestNames(to: "\u{1F600}", count: 3).isEmpty)
    #expect(Self.few.nearestNames(to: "travel", count: -1).isEmpty)
  }

  @Test(
    "What is no taxonomy is refused, with the topic's position",
    arguments: [
      ([], .empty, nil), ([Topic("a"), Topic("")], .unnamed, 1),
      ([Topic("b"), Topic("a b"), Topic("A-B")], .duplicate, 2),
      ([Topic("a", parents: ["b"])], .unknownParent, 0), ([Topic("a"), Topic("b", parents: ["b"])], .cycle, 1),
      ([Topic("a"), Topic("b", parents: ["c", "a"]), Topic("c", parents: ["b"])], .cycle, 1),
    ] as [([Topic], TopicTaxonomyError.Code, Int?)])
  func refused(_ topics: [Topic], _ code: TopicTaxonomyError.Code, _ index: Int?) {
    let error = #expect(throws: TopicTaxonomyError.self) { try TopicTaxonomy(topics) }
    #expect(error?.code == code && error?.index == index, "\(String(describing: error))")
  }

  @Test("On random taxonomies: as by the definition, symmetric, within 0 and 1, and 1 for the same topic alone")
  func definition() throws {
    var generator = SeededGenerator()
    for _ in 0..<200 {
      let (topics, taxonomy) = try Self.random(&generator)
      let distances = topics.indices.map { Self.distancesUp(from: $0, topics) }
      let depths = distances.map { up in
        1 + (topics.indices.filter { topics[$0].parents.isEmpty }.compactMap { up[$0] }.min() ?? 0)
      }
      for first in topics.indices {
        for second in topics.indices {
          let expected =
            topics.indices.compactMap { above -> Double? in
              guard let left = distances[first][above], let right = distances[second][above] else { return nil }
              return 2 * Double(depths[above]) / Double(2 * depths[above] + left + right)
            }.max() ?? 0
          let found = try #require(taxonomy.similarity("t\(first)", "t\(second)"))
          #expect(abs(found - expected) < 1e-12, "\(generator): t\(first), t\(second) of \(topics)")
          #expect((0...1).contains(found) && (found == 1) == (first == second), "\(generator)")
        }
      }
    }
  }

  @Test("On random taxonomies: the weights of a market are what the similarities give")
  func weightsByDefinition() throws {
    var generator = SeededGenerator()
    for _ in 0..<200 {
      let (topics, taxonomy) = try Self.random(&generator)
      let market = (0..<3).map { _ in
        TopicWeight("t\(Int.random(in: topics.indices, using: &generator))", .random(in: 0...1, using: &generator))
      }
      let least = Double.random(in: 0.05...1, using: &generator)
      let weights = taxonomy.weights(market: market, leastSimilarity: least)
      for topic in topics {
        let products = market.compactMap { entry -> Double? in
          taxonomy.similarity(entry.topic, topic.name).flatMap { $0 >= least ? $0 * entry.weight : nil }
        }
        let found = weights[topic.name]
        #expect(found == products.max(), "\(generator): \(topic.name) in \(market) from \(least) of \(topics)")
      }
    }
  }

  /// Up to thirty topics, each below some of those before it.
  private static func random(_ generator: inout SeededGenerator) throws -> ([Topic], TopicTaxonomy) {
    let topics = (0..<Int.random(in: 1...30, using: &generator)).map { index in
      let parents = (0..<Int.random(in: 0...3, using: &generator)).compactMap { _ in
        index == 0 ? nil : "t\(Int.random(in: 0..<index, using: &generator))"
      }
      return Topic("t\(index)", parents: parents)
    }
    return (topics, try TopicTaxonomy(topics.shuffled(using: &generator)))
  }

  /// The fewest steps up from a topic, by trying every way.
  private static func distancesUp(from start: Int, _ topics: [Topic]) -> [Int: Int] {
    var distances = [start: 0]
    for parent in topics[start].parents {
      for (above, steps) in distancesUp(from: Int(parent.dropFirst())!, topics) {
        distances[above] = min(distances[above] ?? .max, steps + 1)
      }
    }
    return distances
  }
}
