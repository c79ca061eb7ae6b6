import Storage
import Testing

/// Stories, incidents and what watchers have learnt, operation by operation.
@Suite("A watch in a store")
struct WatchTests {
  private func story(_ id: String, sharedAt: Double = 9, isLive: Bool = true) -> StoredStory {
    StoredStory(id: id, postedAt: 1, time: 2, lastShareAt: sharedAt, isLive: isLive)
  }

  private func incident(_ number: Int64 = 0, startedAt: Double, endedAt: Double? = nil) -> StoredIncident {
    StoredIncident(
      number: number, topic: "t", startedAt: startedAt, openedAt: 2, endedAt: endedAt, size: 9, expected: 1.5,
      probability: 0.96, peakProbability: 1)
  }

  @Test("keeps a story with all its members", arguments: StoreFactory.all)
  func stories(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      var story = story("s-1")
      try store.transact { transaction throws in
        try transaction.putStory(story)
        story = StoredStory(
          id: "s-1", postedAt: 1.5, time: 2.5, shares: 3.5, exposure: 4.5, freshPosts: 0.25, sharers: 5,
          lastShareAt: 6.5, publishedProbability: 0.75, publishedSharers: 4, isLive: true, customer: "c", topic: "t",
          excerpt: "Ö", url: "https://example.org", sketch: [0, 255])
        try transaction.putStory(story)
        try transaction.putStory(self.story("s-0", sharedAt: 6.5))
        try transaction.putStory(self.story("s-2", isLive: false))
      }
      try store.read { reading throws in
        #expect(try reading.story(id: "s-1") == story)
        #expect(try reading.story(id: "s-3") == nil)
        var live: [String] = []
        try reading.eachLiveStory { live.append($0.id) }
        #expect(live == ["s-1", "s-0"], "in the order in which they came")
        #expect(try reading.stories(sharedSince: 6.5, limit: 9).map(\.id) == ["s-2", "s-0", "s-1"])
        #expect(try reading.stories(sharedSince: 7, limit: 9).map(\.id) == ["s-2"])
        #expect(try reading.stories(sharedSince: 0, limit: 1).map(\.id) == ["s-2"])
      }
    }
  }

  @Test("folds copies into a story, and counts a sharer once", arguments: StoreFactory.all)
  func copies(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      try store.transact { transaction throws in
        for id in ["s-1", "s-2"] { try transaction.putStory(story(id)) }
        for copy in ["b", "a", "b"] { try transaction.addCopy(copy, ofStory: "s-1") }
        #expect(try transaction.copies(ofStory: "s-1") == ["b", "a"], "in the order in which they came")
        #expect(try transaction.story(id: "a")?.id == "s-1")
        #expect(kindOfError { try transaction.addCopy("a", ofStory: "s-2") } == .conflict)
        #expect(kindOfError { try transaction.addCopy("c", ofStory: "s-3") } == .conflict)
        #expect(try transaction.addShare(ofStory: "s-1", sharer: .min))
        #expect(try !transaction.addShare(ofStory: "s-1", sharer: .min))
        #expect(try transaction.addShare(ofStory: "s-2", sharer: .min))
        #expect(kindOfError { _ = try transaction.addShare(ofStory: "s-3", sharer: 1) } == .conflict)
        #expect(try transaction.removeStory(id: "s-1"))
        #expect(try !transaction.removeStory(id: "s-1"))
        #expect(try transaction.story(id: "a") == nil)
        try transaction.putStory(story("s-1"))
        #expect(try transaction.copies(ofStory: "s-1") == [])
        #expect(try transaction.addShare(ofStory: "s-1", sharer: .min), "who shared the one before is forgotten")
      }
    }
  }

  @Test("forgets stories that nobody watches, the longest unshared first", arguments: StoreFactory.all)
  func pruneStories(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      try store.transact { transaction throws in
        for (id, at, isLive) in [("s-1", 3.0, false), ("s-2", 1, true), ("s-3", 2, false), ("s-4", 4, false)] {
          try transaction.putStory(story(id, sharedAt: at, isLive: isLive))
        }
        #expect(try transaction.pruneStories(sharedBefore: 4, limit: 1) == 1)
        #expect(try transaction.story(id: "s-3") == nil)
        #expect(try transaction.pruneStories(sharedBefore: 4, limit: 9) == 1)
        #expect(try transaction.stories(sharedSince: 0, limit: 9).map(\.id) == ["s-4", "s-2"])
      }
    }
  }

  @Test("numbers incidents, none twice", arguments: StoreFactory.all)
  func incidents(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      try store.transact { transaction throws in
        #expect(try transaction.putIncident(incident(startedAt: 1)) == 1)
        #expect(try transaction.putIncident(incident(startedAt: 5, endedAt: 8)) == 2)
        #expect(try transaction.putIncident(incident(startedAt: 5, endedAt: 9)) == 3)
        #expect(try transaction.putIncident(incident(1, startedAt: 2)) == 1)
        #expect(kindOfError { _ = try transaction.putIncident(incident(4, startedAt: 2)) } == .conflict)
        #expect(try transaction.incident(number: 1) == incident(1, startedAt: 2))
        #expect(try transaction.incidents(since: 9, limit: 9).map(\.number) == [3, 1])
        #expect(try transaction.incidents(since: 0, limit: 2).map(\.number) == [3, 2])
        try transaction.pruneIncidents(endedBefore: 9)
        #expect(try transaction.incidents(since: 0, limit: 9).map(\.number) == [3, 1])
        try transaction.pruneIncidents(endedBefore: 10)
        #expect(try transaction.putIncident(incident(startedAt: 1)) == 4)
      }
    }
  }

  @Test("keeps states by name, and finds those that begin alike", arguments: StoreFactory.all)
  func states(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      let names = ["a", "a/", "a/\u{10FFFF}x", "a/1", "a0", "ä/1", "b"]
      try store.transact { transaction throws in
        for name in names { try transaction.putState(Array(name.utf8), name: name) }
        try transaction.putState([], name: "a/1")
        try transaction.putState([1], name: "gone")
        try transaction.putState(nil, name: "gone")
        try transaction.putState(nil, name: "never")
      }
      try store.read { reading throws in
        func found(_ prefix: String) throws -> [String] {
          var found: [String] = []
          try reading.eachState(prefix: prefix) { name, state in
            #expect(state == (name == "a/1" ? [] : Array(name.utf8)))
            found.append(name)
          }
          return found
        }
        #expect(try found("a/") == ["a/", "a/1", "a/\u{10FFFF}x"])
        #expect(try found("ä") == ["ä/1"])
        #expect(try found("").count == names.count)
        #expect(try reading.state("a/1") == [])
        #expect(try reading.state("gone") == nil)
      }
    }
  }

  @Test("refuses values that cannot be stored, and the transaction goes on", arguments: StoreFactory.all)
  func unstorable(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      try store.transact { transaction throws in
        var story = story("s-1")
        try transaction.putStory(story)
        story.shares = .nan
        #expect(kindOfError { try transaction.putStory(story) } == .unstorable)
        #expect(kindOfError { try transaction.putStory(self.story("\0")) } == .unstorable)
        #expect(kindOfError { try transaction.addCopy("\0", ofStory: "s-1") } == .unstorable)
        let endless = incident(startedAt: 1, endedAt: .nan)
        #expect(kindOfError { _ = try transaction.putIncident(endless) } == .unstorable)
        #expect(kindOfError { try transaction.putState([], name: "a\0") } == .unstorable)
        #expect(try transaction.state("a\0") == nil)
        #expect(try transaction.story(id: "s-1\0") == nil)
        #expect(try transaction.story(id: "s-1")?.shares == 0)
      }
    }
  }
}
