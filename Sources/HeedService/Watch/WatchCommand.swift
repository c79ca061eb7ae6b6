import HTTPWire
import Scoring
import Storage

/// What watchers have to say and have learnt is stored.
struct WatchCommand: QueueCommand {
  let changes: [WatchChange]
  let states: [WatchStates.Change]
  /// The numbers of open incidents, by topic.
  let numbers: [String: Int64]

  func apply(_ context: inout QueueContext, _ transaction: any StoreTransaction) throws -> Answer? {
    for state in states { try transaction.putState(state.state, name: state.name) }
    var numbers = numbers
    for change in changes {
      switch change {
      case .incident(let change): try put(change, &numbers, context.now, transaction)
      case .story(let change): try put(change, transaction)
      }
    }
    context.effects.append(.published(changes, incidents: numbers))
    return Answer(head: ResponseHead(.noContent), body: [])
  }

  private func put(
    _ change: IncidentChange, _ numbers: inout [String: Int64], _ now: Double, _ transaction: any StoreTransaction
  ) throws {
    let incident = change.incident
    let known = try numbers[incident.topic].flatMap { try transaction.incident(number: $0) }
    let number = try transaction.putIncident(
      StoredIncident(
        number: known?.number ?? 0, topic: incident.topic, startedAt: incident.startedAt,
        openedAt: known?.openedAt ?? now, endedAt: incident.endedAt, size: incident.size, expected: incident.expected,
        probability: incident.probability, peakProbability: incident.peakProbability))
    numbers[incident.topic] = incident.endedAt == nil ? number : nil
  }

  private func put(_ change: StoryChange, _ transaction: any StoreTransaction) throws {
    guard var story = try transaction.story(id: change.id) else { return }
    story.publishedProbability = change.growthProbability
    story.publishedSharers = change.sharers
    story.isLive = !change.isOver
    try transaction.putStory(story)
  }
}
