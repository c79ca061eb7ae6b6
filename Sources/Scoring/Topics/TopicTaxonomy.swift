/// Topics and which is part of which: a graph without cycles in which a topic may have several parents. It tells how
/// near two topics are.
///
/// Names are compared without regard to case, and to spaces, hyphens and underscores ("Air Travel" is `air-travel`). A
/// topic is found by its title too, where no other topic has that name.
public struct TopicTaxonomy: Sendable {
  private let names: TopicNames
  private let parents: TopicLinks
  private let children: TopicLinks
  /// The fewest steps from each topic up to the root, which is above all topics without parents: at least 1.
  private let depths: [Int32]

  /// A taxonomy of topics in any order.
  ///
  /// - Throws: ``TopicTaxonomyError`` with the position of the first topic that is wrong.
  public init(_ topics: [Topic]) throws(TopicTaxonomyError) {
    if topics.isEmpty { throw TopicTaxonomyError(.empty) }
    let length = topics.reduce(0) { $0 + $1.name.utf8.count + ($1.title?.utf8.count ?? 0) }
    if topics.count > 1_000_000 || length > 100_000_000 { throw TopicTaxonomyError(.tooMany) }
    names = try Self.names(of: topics)
    var links: [[Int32]] = []
    links.reserveCapacity(topics.count)
    for (index, topic) in topics.enumerated() {
      var above: [Int32] = []
      for parent in topic.parents {
        guard let parent = names[parent] else { throw TopicTaxonomyError(.unknownParent, at: index) }
        if !above.contains(Int32(parent)) { above.append(Int32(parent)) }
      }
      links.append(above)
    }
    parents = TopicLinks(links)
    children = parents.reversed
    depths = try Self.depths(parents, children, count: topics.count)
  }

  /// The number of topics.
  public var count: Int { depths.count }

  /// The number of links from a topic to one right above it, those to the root not counted.
  public var linkCount: Int { parents.count }

  /// Whether there is a topic of this name.
  public func contains(_ name: String) -> Bool { names[name] != nil }

  /// How near two topics are: 2·d/(2·d+n₁+n₂), with d the depth of a topic that is above both (or is one of them) and
  /// n₁ and n₂ the fewest steps from each up to it; of all those above both, the one for which this is greatest. The
  /// depth is the fewest steps to the root, which has 0: topics that only the root is above have nothing in common.
  ///
  /// So a topic and its parent at depth 1 have 2/3, at depth 2 0.8; two children of one parent at depth 1 have 0.5.
  ///
  /// Source: Wu and Palmer, "Verb semantics and lexical selection" (ACL 1994), for trees; the greatest over all common
  /// ancestors is its usual extension to several parents.
  ///
  /// - Returns: 0…1, and 1 for the same topic alone; nil where one of two names that differ is not a topic's.
  public func similarity(_ first: String, _ second: String) -> Double? {
    guard let left = names[first], let right = names[second] else {
      return TopicName.normalised(first) == TopicName.normalised(second) ? 1 : nil
    }
    let above = Dictionary(uniqueKeysWithValues: parents.reach(from: left).map { ($0.topic, $0.distance) })
    var greatest = 0.0
    for (topic, steps) in parents.reach(from: right) {
      if let other = above[topic] { greatest = max(greatest, similarity(below: topic, steps + other)) }
    }
    return greatest
  }

  /// For every topic near one of a market's: the greatest product of the market's weight and the similarity.
  ///
  /// - Parameters:
  ///   - market: topics with weights 0…1. One that the taxonomy does not have counts for itself alone.
  ///   - least: the similarity (0…1) from which on a topic is near. A market's own topics are near whatever it is.
  /// - Returns: weights 0…1 by name, for each name of a topic.
  public func weights(market: [TopicWeight], leastSimilarity least: Double) -> [String: Double] {
    var byTopic = [Double](repeating: -1, count: count)
    var weights: [String: Double] = [:]
    for entry in market {
      guard let topic = names[entry.topic] else {
        let name = TopicName.normalised(entry.topic)
        weights[name] = max(weights[name] ?? 0, entry.weight)
        continue
      }
      byTopic[topic] = max(byTopic[topic], entry.weight)
      for (above, up) in parents.reach(from: topic) {
        for (near, down) in children.reach(from: above, most: mostSteps(below: above, least) - up) {
          let similarity = similarity(below: above, up + down)
          if similarity >= least { byTopic[near] = max(byTopic[near], entry.weight * similarity) }
        }
      }
    }
    names.forEach { _, position in
      let weight = byTopic[names.topic(at: position)]
      if weight >= 0 { weights[names.name(at: position)] = weight }
    }
    return weights
  }

  /// The names most like `name`, the most like first: by the pairs of neighbouring letters that they share (Dice's
  /// coefficient). For a person who looks for the right word; it takes as long as reading all names.
  public func nearestNames(to name: String, count: Int) -> [String] {
    let wanted = LetterPairs(name.utf8.map(TopicName.normalised))
    var best: [(likeness: Double, position: Int)] = []
    names.forEach { bytes, position in
      let likeness = wanted.likeness(to: LetterPairs(bytes))
      if likeness > 0 { best.append((likeness, position)) }
    }
    best.sort { $0.likeness > $1.likeness }
    var nearest: [Int] = []
    for (_, position) in best {
      if nearest.count >= count { break }
      let topic = names.topic(at: position)
      if !nearest.contains(topic) { nearest.append(topic) }
    }
    // The topics' own names, not their titles.
    return nearest.map { names.name(at: $0) }
  }
}

extension TopicTaxonomy {
  /// The similarity of two topics below a common one, so many steps away from it together.
  private func similarity(below topic: Int, _ steps: Int) -> Double {
    let twice = 2 * Double(depths[topic])
    return twice / (twice + Double(steps))
  }

  /// The most steps that two topics may be away from a common one together and still be near.
  private func mostSteps(below topic: Int, _ least: Double) -> Int {
    guard least > 0 else { return Int(Int32.max) }
    // One more than the bound, as it is rounded; who asks judges each topic by its similarity.
    return Int(min(1e6, 2 * Double(depths[topic]) * (1 / least - 1))) + 1
  }

  /// The topics' names, each at the topic's own position, and after those the titles.
  private static func names(of topics: [Topic]) throws(TopicTaxonomyError) -> TopicNames {
    var names = TopicNames()
    for (index, topic) in topics.enumerated() {
      if topic.name.isEmpty { throw TopicTaxonomyError(.unnamed, at: index) }
      names.append(topic.name, topic: index)
    }
    for (index, topic) in topics.enumerated() {
      if let title = topic.title, !title.isEmpty { names.append(title, topic: index) }
    }
    // A title that another topic has as well is nobody's; a name must be one topic's.
    if let duplicate = names.sort().filter({ $0 < topics.count }).min() {
      throw TopicTaxonomyError(.duplicate, at: duplicate)
    }
    return names
  }

  /// The depths, level by level from the root, with a look for cycles: a topic is done once all its parents are.
  private static func depths(
    _ parents: TopicLinks, _ children: TopicLinks, count: Int
  ) throws(TopicTaxonomyError) -> [Int32] {
    var open = (0..<count).map { parents[$0].count }
    var done = (0..<count).filter { open[$0] == 0 }
    var depths = [Int32](repeating: .max, count: count)
    for topic in done { depths[topic] = 1 }
    var next = 0
    while next < done.count {
      let topic = done[next]
      next += 1
      for child in children[topic].lazy.map(Int.init) {
        depths[child] = min(depths[child], depths[topic] + 1)
        open[child] -= 1
        if open[child] == 0 { done.append(child) }
      }
    }
    if let stuck = open.firstIndex(where: { $0 > 0 }) { throw TopicTaxonomyError(.cycle, at: stuck) }
    return depths
  }
}
