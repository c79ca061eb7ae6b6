import Scoring

/// What watchers of tickets and stories say now: what tickets are scored with beside the request and the profile.
struct Readings: Sendable, Equatable {
  struct Story: Sendable, Equatable {
    var growthProbability: Double
    var sharers: Int
  }

  /// The probability that a topic is surging, of those on which an incident is open.
  var incidents: [String: Double] = [:]
  /// The incidents that are open.
  var open: [Incident] = []
  /// The stories that are watched, by their ids.
  var stories: [String: Story] = [:]
  /// The stories that posts are copies of, by the posts' ids.
  var copies: [String: String] = [:]
  /// The stories of customers who posted one, by the customers' ids.
  var authored: [String: String] = [:]

  /// What is said of the story of a post.
  func story(_ id: String) -> Story? { stories[copies[id] ?? id] }
}
