import Storage

extension StoreModel {
  mutating func putStory(_ story: StoredStory) {
    if let index = stories.firstIndex(where: { $0.id == story.id }) {
      stories[index] = story
    } else {
      stories.append(story)
    }
  }

  func story(id: String) -> StoredStory? {
    stories.first { $0.id == id }
      ?? copies.first { $0.copy == id }.flatMap { copy in stories.first { $0.id == copy.story } }
  }

  mutating func addCopy(_ copy: String, ofStory id: String) throws {
    guard stories.contains(where: { $0.id == id }) else { throw Self.conflict }
    guard let known = copies.first(where: { $0.copy == copy }) else {
      copies.append((copy, id))
      return
    }
    guard known.story == id else { throw Self.conflict }
  }

  mutating func addShare(ofStory id: String, sharer: Int64) throws -> Bool {
    guard stories.contains(where: { $0.id == id }) else { throw Self.conflict }
    return sharers[id, default: []].insert(sharer).inserted
  }

  mutating func removeStory(id: String) -> Bool {
    guard let index = stories.firstIndex(where: { $0.id == id }) else { return false }
    stories.remove(at: index)
    copies.removeAll { $0.story == id }
    sharers[id] = nil
    return true
  }

  mutating func pruneStories(sharedBefore: Double, limit: Int) -> Int {
    let old = stories.enumerated().filter { !$0.element.isLive && $0.element.lastShareAt < sharedBefore }
      .sorted { ($0.element.lastShareAt, $0.offset) < ($1.element.lastShareAt, $1.offset) }
      .prefix(limit).map(\.element.id)
    for id in old { _ = removeStory(id: id) }
    return old.count
  }

  mutating func putIncident(_ incident: StoredIncident) throws -> Int64 {
    var incident = incident
    if incident.number == 0 {
      lastIncident += 1
      incident.number = lastIncident
    } else if incidents[incident.number] == nil {
      throw Self.conflict
    }
    incidents[incident.number] = incident
    return incident.number
  }

  mutating func pruneIncidents(endedBefore: Double) {
    incidents = incidents.filter { ($0.value.endedAt ?? .infinity) >= endedBefore }
  }
}
