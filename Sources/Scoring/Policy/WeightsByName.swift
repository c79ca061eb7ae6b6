/// Weights that a policy gives to names. Few names are compared one after the other, which is quicker than a hash of the
/// name that is looked for; of many the right one is found by its hash.
struct WeightsByName: Sendable {
  private struct Entry: Sendable {
    let name: String
    let weight: Double
    /// The length in UTF-8 of a name in ASCII, which can be told from most others by it. Nil for another name, as there
    /// is more than one way to write an accent.
    let length: Int?
  }

  private let few: [Entry]
  private let many: [String: Double]

  private static let mostCompared = 8

  init(_ weights: [String: Double]) {
    let areFew = weights.count <= Self.mostCompared
    many = areFew ? [:] : weights
    few = (areFew ? weights : [:]).map { name, weight in
      Entry(name: name, weight: weight, length: name.utf8.allSatisfy { $0 < 0x80 } ? name.utf8.count : nil)
    }
  }

  /// The weight of a name; nil where the policy does not have it.
  subscript(name: String) -> Double? {
    guard many.isEmpty else { return many[name] }
    for index in few.indices {
      if let length = few.span[index].length, length != name.utf8.count { continue }
      if few.span[index].name == name { return few.span[index].weight }
    }
    return nil
  }
}
