import HTTPWire
import JSON
import Queueing
import Scoring
import Storage

/// The stories that are watched, those that score the most first: `GET /stories`; or one: `GET /stories/{id}`.
struct StoriesLookup: QueueLookup {
  /// The one that is asked for; nil: all.
  let id: String?
  /// Whether those are shown that are watched no longer.
  let includesPast: Bool
  let limit: Int
  let settings: StorySettings
  let days: Double

  private static let mostTickets = 20

  private struct Shown {
    let story: StoredStory
    let estimator: StoryEstimator
    let growthProbability: Double
    var copies: [String] = []
    var tickets: [StoredTicket] = []
    var ticketCount = 0

    init(_ story: StoredStory, _ settings: StorySettings, _ now: Double) {
      self.story = story
      let state = story.state(settings)
      var estimator = state.estimator
      estimator.advance(to: now)
      self.estimator = estimator
      growthProbability = StoryWatch.growthProbability(of: state, at: now)
    }

    var signal: Double { storySignal(growthProbability: growthProbability, sharers: story.sharers) }
  }

  func answer(_ context: QueueReader.Context) throws -> Answer {
    let shown: [Shown] = try context.store.read { reading in
      if let id { return try reading.story(id: id).map { [try self.shown($0, reading, context.now)] } ?? [] }
      let stories = try reading.stories(sharedSince: context.now - days * 86_400, limit: 10_000)
        .filter { includesPast || $0.isLive }
        .map { Shown($0, settings, context.now) }
        .sorted { ($0.signal, $0.story.lastShareAt) > ($1.signal, $1.story.lastShareAt) }
      return try stories.prefix(limit).map { try self.shown($0.story, reading, context.now) }
    }
    if id != nil {
      guard let only = shown.first else { return Answer(.unknownStory) }
      return .json { write(only, to: $0) }
    }
    return .json { json in
      json.object {
        json.key("as_of").time(Int(context.now))
        json.key("stories").array { for story in shown { write(story, to: json) } }
      }
    }
  }

  private func shown(_ story: StoredStory, _ reading: any StoreReading, _ now: Double) throws -> Shown {
    var shown = Shown(story, settings, now)
    shown.copies = try reading.copies(ofStory: story.id)
    var numbers: Set<Int64> = []
    for id in [story.id] + shown.copies {
      numbers.formUnion(try reading.openTickets(aboutStory: id, after: 0, limit: 1000))
    }
    if let customer = story.customer { numbers.formUnion(try reading.openTickets(ofCustomer: customer)) }
    shown.ticketCount = numbers.count
    shown.tickets = try reading.tickets(numbers: Array(numbers.sorted().prefix(Self.mostTickets)))
    return shown
  }

  private func write(_ shown: Shown, to json: JSONWriter) {
    let story = shown.story
    json.object {
      json.key("id").string(story.id)
      json.key("state").string(story.isLive ? "watched" : "past")
      json.key("posted_at").time(Int(story.postedAt))
      json.key("last_share_at").time(Int(story.lastShareAt))
      json.key("sharers").number(story.sharers)
      json.key("growth").number(shown.estimator.reproduction, decimals: 3)
      json.key("growth_probability").number(shown.growthProbability, decimals: 4)
      json.key("signal").number(shown.signal, decimals: 4)
      json.key("growing").bool(shown.growthProbability >= settings.growingFrom && story.sharers > 0)
      json.key("scored_with").object {
        json.key("growth_probability").number(story.publishedProbability, decimals: 4)
        json.key("sharers").number(story.publishedSharers)
      }
      if let topic = story.topic { json.key("topic").string(topic) }
      if let customer = story.customer { json.key("customer").string(customer) }
      if let excerpt = story.excerpt { json.key("excerpt").string(excerpt) }
      if let url = story.url { json.key("url").string(url) }
      json.key("copies").array { for copy in shown.copies { json.string(copy) } }
      json.key("tickets").object {
        json.key("count").number(shown.ticketCount)
        json.key("examples").array {
          for ticket in shown.tickets {
            json.object {
              json.key("ticket").string(ticket.id)
              json.key("tier").string(ticket.lane.tier)
              json.key("desk").string(ticket.lane.desk)
              json.key("score").number(ticket.score, decimals: 4)
            }
          }
        }
      }
    }
  }
}
