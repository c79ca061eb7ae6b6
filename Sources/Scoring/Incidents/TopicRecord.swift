/// What an ``IncidentWatch`` keeps of one topic: a row for a store.
public struct TopicRecord: Equatable, Sendable {
  /// The topic, as the tickets spell it.
  public var topic: String
  /// Since when it is watched, in seconds of the watch's clock: a day before its first ticket where the watch is as old,
  /// or when its record began anew.
  public var firstSeenAt: Double
  /// The time up to which the numbers below hold.
  public var time: Double
  /// Tickets in the long memory; while an incident is open, what was expected stands for what came.
  public var normal = 0.0
  /// The part of ``normal`` that is recent, faded with the slow memory: too fresh to be called normal.
  public var fresh = 0.0
  /// Tickets that came, faded with the fast memory.
  public var fast = 0.0
  /// Tickets that came, faded with the slow memory.
  public var slow = 0.0
  /// The evidence, a log-likelihood ratio ≥ 0, that the topic is on the rise since ``riseStartedAt``.
  public var rise = 0.0
  /// When the evidence was last nil.
  public var riseStartedAt = 0.0
  /// Tickets since.
  public var riseTickets = 0
  /// The incident on the topic, as long as it is open.
  public var incident: Incident?
  /// Since when the probability lies below the limit at which incidents close; `nil` while it does not.
  public var fadingSince: Double?
  /// When the probability was last about as high as what is published of the incident.
  public var sustainedAt = 0.0

  /// A topic of which nothing is known but that it was seen; a store fills in the rest.
  public init(topic: String, firstSeenAt: Double) {
    self.topic = topic
    self.firstSeenAt = firstSeenAt
    time = firstSeenAt
    riseStartedAt = firstSeenAt
  }

  /// Whether all numbers are such as a watch could have written.
  var isSound: Bool {
    let counts = 0...Double.greatestFiniteMagnitude
    let numbers = [normal, fresh, fast, slow, rise]
    let times = [firstSeenAt, time, riseStartedAt, fadingSince ?? 0, incident?.startedAt ?? 0, sustainedAt]
    let incidentIsSound =
      incident.map {
        counts.contains($0.expected) && $0.size >= 0 && (0...1).contains($0.probability) && $0.topic == topic
          && $0.endedAt == nil
      } ?? true
    return numbers.allSatisfy(counts.contains) && fresh <= normal && riseTickets >= 0
      && times.allSatisfy { $0.isFinite && $0.magnitude < WatchRecord.timeLimit } && incidentIsSound
  }
}
