import Scoring

/// What a watcher has to say that it did not say before.
enum WatchChange: Equatable, Sendable {
  case incident(IncidentChange)
  case story(StoryChange)
}
