/// For each topic a list of others, its parents or its children, all lists one after the other in one array.
struct TopicLinks: Sendable {
  private let starts: [Int32]
  private let targets: [Int32]

  /// The lists given.
  init(_ lists: [[Int32]]) {
    var starts: [Int32] = [0]
    starts.reserveCapacity(lists.count + 1)
    for list in lists { starts.append((starts.last ?? 0) + Int32(list.count)) }
    self.starts = starts
    targets = Array(lists.joined())
  }

  /// The number of links.
  var count: Int { targets.count }

  /// The topics that a topic links to.
  subscript(topic: Int) -> ArraySlice<Int32> { targets[Int(starts[topic])..<Int(starts[topic + 1])] }

  /// The links turned round: from each topic to those that link to it.
  var reversed: TopicLinks {
    var lists = [[Int32]](repeating: [], count: starts.count - 1)
    for topic in lists.indices {
      for target in self[topic] { lists[Int(target)].append(Int32(topic)) }
    }
    return TopicLinks(lists)
  }

  /// The topics that links lead to from `start`, itself first, nearest first, each with the least number of links.
  ///
  /// - Parameter most: the greatest number of links to follow.
  func reach(from start: Int, most: Int = .max) -> [(topic: Int, distance: Int)] {
    var found = [(topic: start, distance: 0)]
    var seen: Set<Int> = [start]
    var next = 0
    while next < found.count, found[next].distance < most {
      for target in self[found[next].topic] where seen.insert(Int(target)).inserted {
        found.append((Int(target), found[next].distance + 1))
      }
      next += 1
    }
    return found
  }
}
