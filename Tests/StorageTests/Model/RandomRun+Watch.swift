import Storage

extension RandomRun {
  mutating func stepOfStory(_ transaction: any StoreTransaction) throws {
    let (id, copy) = (anyStory(), "s-\(number(in: 30...70))")
    switch number(in: 0...19) {
    case 0..<8:
      let story = anyStory(id)
      try both({ try transaction.putStory(story) }, { $0.putStory(story) })
    case 8..<11: try both({ try transaction.addCopy(copy, ofStory: id) }, { try $0.addCopy(copy, ofStory: id) })
    case 11..<17:
      let sharer = Int64(number(in: -5...5))
      try both(
        { try transaction.addShare(ofStory: id, sharer: sharer) }, { try $0.addShare(ofStory: id, sharer: sharer) })
    case 17..<19: try both({ try transaction.removeStory(id: id) }, { $0.removeStory(id: id) })
    default:
      let (before, limit) = (now - 100, number(in: 0...3))
      try both(
        { try transaction.pruneStories(sharedBefore: before, limit: limit) },
        { $0.pruneStories(sharedBefore: before, limit: limit) })
    }
    expect(try transaction.story(id: copy) == model.story(id: copy), "the story \(copy)")
  }

  private mutating func anyStory(_ id: String) -> StoredStory {
    func maybe<T>(_ value: T) -> T? { number(in: 0...1) == 0 ? nil : value }
    return StoredStory(
      id: id, postedAt: now - 900, time: now - 1, shares: 4.5, exposure: 2.25, freshPosts: 0.5, sharers: 3,
      lastShareAt: (now / 10).rounded() * 10, publishedProbability: 0.25, publishedSharers: 2,
      isLive: number(in: 0...2) != 0, customer: maybe(anyCustomer()), topic: maybe("t"), excerpt: maybe("Ö…"),
      url: maybe("https://example.org/"), sketch: maybe(bytes()))
  }

  mutating func compareStories(_ reading: any StoreReading) throws {
    var live: [StoredStory] = []
    try reading.eachLiveStory { live.append($0) }
    expect(live == model.stories.filter(\.isLive), "live stories")
    let (id, since, limit) = (anyStory(), now - 300, number(in: 0...9))
    expect(try reading.copies(ofStory: id) == model.copies.filter { $0.story == id }.map(\.copy), "copies of \(id)")
    let shared = model.stories.enumerated().filter { $0.element.lastShareAt >= since }
      .sorted { ($0.element.lastShareAt, $0.offset) > ($1.element.lastShareAt, $1.offset) }.map(\.element)
    expect(try reading.stories(sharedSince: since, limit: limit) == Array(shared.prefix(limit)), "shared stories")
    let incidents = model.incidents.values.filter { ($0.endedAt ?? .infinity) >= since }
      .sorted { ($0.startedAt, $0.number) > ($1.startedAt, $1.number) }
    expect(try reading.incidents(since: since, limit: limit) == Array(incidents.prefix(limit)), "incidents")
    var states: [String: [UInt8]] = [:]
    try reading.eachState(prefix: "ä/") { states[$0] = $1 }
    expect(states == model.states.filter { $0.key.hasPrefix("ä/") }, "states")
  }

  mutating func stepOfWatch(_ transaction: any StoreTransaction) throws {
    switch number(in: 0...9) {
    case 0..<5:
      let number = Int64(self.number(in: 0...3) == 0 ? 0 : self.number(in: 1...Int(model.lastIncident + 1)))
      let incident = StoredIncident(
        number: number, topic: anyTopic(), startedAt: (now / 10).rounded() * 10, openedAt: now,
        endedAt: self.number(in: 0...1) == 0 ? nil : now, size: 9, expected: 1.5, probability: 0.5, peakProbability: 1)
      try both({ try transaction.putIncident(incident) }, { try $0.putIncident(incident) })
      expect(try transaction.incident(number: number) == model.incidents[number], "incident \(number)")
    case 5:
      let before = now - 500
      try both(
        { try transaction.pruneIncidents(endedBefore: before) }, { $0.pruneIncidents(endedBefore: before) })
    default:
      let name = ["ä/", "ä", "å/", "b/"][number(in: 0...3)] + "\(number(in: 0...9))"
      let state = number(in: 0...3) == 0 ? nil : bytes()
      try both({ try transaction.putState(state, name: name) }, { $0.states[name] = state })
      expect(try transaction.state(name) == state, "the state \(name)")
    }
  }
}
