/// What an ``IncidentWatch`` keeps of all topics together: one row for a store.
public struct WatchRecord: Equatable, Sendable {
  /// When the watch began, in seconds of its clock.
  public var startedAt: Double
  /// The time up to which the numbers below hold.
  public var time: Double
  /// Tickets of the hour that is not over yet.
  public var hourTickets: Double
  /// How many seconds of that hour were watched.
  public var hourSeconds: Double
  /// Tickets by hour of the week, faded: 168 numbers, from Thursday 00:00 UTC.
  public var counts: [Double]
  /// Hours watched by hour of the week, faded: 168 numbers.
  public var hours: [Double]
  /// How many hours the scatter is learnt from, faded.
  public var wobbleWeight: Double
  /// The faded sum of those hours' scatter.
  public var wobbleSum: Double
  /// Tickets an average hour on a topic at large.
  public var topicRate: Double
  /// The shape of the gamma distribution of topics' rates.
  public var topicShape: Double

  static let timeLimit = 1e12

  /// A row as a store kept it.
  public init(
    startedAt: Double, time: Double, hourTickets: Double, hourSeconds: Double, counts: [Double], hours: [Double],
    wobbleWeight: Double, wobbleSum: Double, topicRate: Double, topicShape: Double
  ) {
    self.startedAt = startedAt
    self.time = time
    self.hourTickets = hourTickets
    self.hourSeconds = hourSeconds
    self.counts = counts
    self.hours = hours
    self.wobbleWeight = wobbleWeight
    self.wobbleSum = wobbleSum
    self.topicRate = topicRate
    self.topicShape = topicShape
  }

  /// Whether all numbers are such as a watch could have written.
  var isSound: Bool {
    let range = 0...Double.greatestFiniteMagnitude
    return counts.count == WeekTime.slots && hours.count == WeekTime.slots && counts.allSatisfy(range.contains)
      && hours.allSatisfy(range.contains) && [hourTickets, hourSeconds, wobbleWeight].allSatisfy(range.contains)
      && wobbleSum.isFinite && topicRate > 0 && topicRate.isFinite && topicShape > 0 && topicShape.isFinite
      && [startedAt, time].allSatisfy { $0.isFinite && $0.magnitude < Self.timeLimit }
  }
}
