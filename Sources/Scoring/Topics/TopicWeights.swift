/// The weights of the topics that a market is about, or near to, by the names that accounts' topics may have.
///
/// Names are compared as ``TopicName`` says. Few are compared one after the other, which is quicker than a hash of the
/// name that is looked for; of many the right one is found by its hash. A look-up allocates nothing.
struct TopicWeights: Sendable {
  private struct Entry: Sendable {
    /// The name in its normal form.
    let name: String
    /// The length in UTF-8 of a name in ASCII, which can be told from most others by it. Nil for another name, as there
    /// is more than one way to write an accent.
    let length: Int?
    let weight: Double
  }

  private let entries: [Entry]
  /// For many names: at the hash of each, or at the next free place after it, its index in `entries`; else -1. Its
  /// length is a power of two, at least twice the number of names, so that there always is a free place.
  private let places: [Int32]
  /// For many names: the hash of each.
  private let hashes: [UInt64]
  /// Of many names, those beyond ASCII, for which the bytes do not tell.
  private let accented: [String: Double]

  private static let mostCompared = 8

  /// Weights by name; of two names that mean the same topic, the greater weight.
  init(_ weights: [String: Double]) {
    let normal = Dictionary(weights.map { (TopicName.normalised($0), $1) }, uniquingKeysWith: max)
    // In order of name, so that a policy makes the same table whenever it is read.
    entries = normal.sorted { $0.key < $1.key }.map { name, weight in
      Entry(name: name, length: Self.isASCII(name) ? name.utf8.count : nil, weight: weight)
    }
    guard entries.count > Self.mostCompared else {
      places = []
      hashes = []
      accented = [:]
      return
    }
    var places = [Int32](repeating: -1, count: 1 << (Int.bitWidth - (2 * entries.count - 1).leadingZeroBitCount))
    hashes = entries.map { TopicName.hash($0.name) }
    for (index, hash) in hashes.enumerated() {
      var place = Int(truncatingIfNeeded: hash) & (places.count - 1)
      while places[place] >= 0 { place = (place + 1) & (places.count - 1) }
      places[place] = Int32(index)
    }
    self.places = places
    accented = normal.filter { !Self.isASCII($0.key) }
  }

  /// The number of topics with a weight.
  var count: Int { entries.count }

  /// The weight of a topic; nil for one that has none.
  subscript(name: String) -> Double? {
    if !places.isEmpty { return find(name) }
    for index in entries.indices {
      if let length = entries.span[index].length, length != name.utf8.count { continue }
      let isThis =
        entries.span[index].name == name || TopicName.matches(name, normal: entries.span[index].name)
      if isThis { return entries.span[index].weight }
    }
    return nil
  }

  private func find(_ name: String) -> Double? {
    let hash = TopicName.hash(name)
    var place = Int(truncatingIfNeeded: hash) & (places.count - 1)
    while places[place] >= 0 {
      let index = Int(places[place])
      if hashes[index] == hash, TopicName.matches(name, normal: entries.span[index].name) {
        return entries.span[index].weight
      }
      place = (place + 1) & (places.count - 1)
    }
    return accented.isEmpty || Self.isASCII(name) ? nil : accented[name]
  }

  private static func isASCII(_ name: String) -> Bool { name.utf8.allSatisfy { $0 < 0x80 } }
}
