/// What came of a replay. Times are seconds since 1970, durations seconds.
public struct ReplayResult: Sendable {
  /// The first and the last time of the replay.
  var start = 0.0
  var end = 0.0
  /// How long it took.
  var seconds = 0.0
  /// The requests that were answered, and the time that their answers took.
  var requests = 0
  var askingSeconds = 0.0
  var agents = 0
  var handlingSeconds = 0.0
  /// Tickets that were taken into the line, and those that were refused.
  var tickets = 0
  var refused = 0
  /// What was wrong with some of those.
  public internal(set) var complaints: [String] = []
  /// By tier, the most urgent first.
  var tiers: [Tier] = []
  var incidents: [Incident] = []
  var repeats = Repeats()
  /// Why tickets were scored again, in order of time.
  var causes: [Cause] = []
  var moves: [Move] = []
  /// Those who waited longest, measured by their promises.
  var worst: [Wait] = []
  /// Tickets that nobody had taken at the end.
  var left = 0

  struct Tier: Sendable {
    let name: String
    let promiseSeconds: Double
    /// Tickets that were decided to be of it when they came.
    var decided = 0
    /// How long those had waited that were of it when an agent took them.
    var waits: [Double] = []
  }

  struct Incident: Sendable {
    let topic: String
    let startedAt: Double
    let noticedAt: Double
    /// Nil: it went on at the end.
    let endedAt: Double?
    let tickets: Int
    let expected: Double
    let peakProbability: Double
  }

  /// Customers who came again on the same topic.
  struct Repeats: Sendable {
    /// Customers with two tickets on a topic, or more.
    var customers = 0
    /// Their tickets but for the first on each topic.
    var tickets = 0
    /// Tickets that got points for earlier contacts, as the request told of them.
    var told = 0
    /// Tickets that got them although the request did not tell.
    var remembered = 0
  }

  /// A change that had tickets scored again.
  struct Cause: Sendable {
    enum Kind: String, Sendable {
      case incidentOpened = "incident opened"
      case incidentUpdated = "incident updated"
      case incidentClosed = "incident closed"
      case story = "story changed"
      case storyOver = "story over"
      case customer = "customer changed"
    }

    let source: Rescorer.Cause
    let kind: Kind
    /// The topic, the story or the customer.
    let name: String
    let at: Double
    /// What the watchers said of it then, 0…1.
    let probability: Double?
    /// Tickets that were scored again.
    var tickets = 0
    var moves = 0
    var raised = 0
    var lowered = 0
    /// Tickets that got another tier, up and down, and those that got another desk.
    var tiersUp = 0
    var tiersDown = 0
    var desks = 0
    /// Places at their desks that those who wait won together, and lost.
    var placesWon = 0
    var placesLost = 0
  }

  /// A ticket that was scored again and got another score or place.
  struct Move: Sendable {
    let cause: Int
    let ticket: String
    let from: Place
    let to: Place
  }

  struct Place: Sendable {
    let tier: String
    let desk: String
    let position: Int?
    let score: Double
  }

  struct Wait: Sendable {
    let ticket: String
    let tier: String
    let desk: String
    let seconds: Double
    let promiseSeconds: Double
    /// Whether it was scored again while it waited and moved: its wait counts from the start, whatever tier it was of.
    var hasMoved = false
    var ofPromise: Double { seconds / promiseSeconds }
  }
}

extension ReplayResult.Tier {
  /// The wait that a share of the tickets did not exceed; nil where nobody waited.
  func quantile(_ share: Double) -> Double? {
    if waits.isEmpty { return nil }
    let sorted = waits.sorted()
    return sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
  }

  /// The share of tickets that an agent took within the promise.
  var kept: Double? {
    waits.isEmpty ? nil : Double(waits.count { $0 <= promiseSeconds }) / Double(waits.count)
  }
}
