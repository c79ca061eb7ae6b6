/// A surge of tickets on a topic. Times are seconds since 1970.
public struct StoredIncident: Equatable, Sendable {
  /// From 1 on.
  public var number: Int64
  public var topic: String
  public var startedAt: Double
  /// When it was noticed.
  public var openedAt: Double
  /// When it was over; nil while it goes on.
  public var endedAt: Double?
  /// Tickets since it started.
  public var size: Int
  /// How many there would have been in usual times.
  public var expected: Double
  /// The probability of a surge as it was last said, 0…1.
  public var probability: Double
  /// The greatest that it was.
  public var peakProbability: Double

  public init(
    number: Int64, topic: String, startedAt: Double, openedAt: Double, endedAt: Double?, size: Int, expected: Double,
    probability: Double, peakProbability: Double
  ) {
    self.number = number
    self.topic = topic
    self.startedAt = startedAt
    self.openedAt = openedAt
    self.endedAt = endedAt
    self.size = size
    self.expected = expected
    self.probability = probability
    self.peakProbability = peakProbability
  }
}
