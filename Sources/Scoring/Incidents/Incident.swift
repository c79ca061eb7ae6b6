/// A surge of tickets on one topic.
public struct Incident: Equatable, Sendable {
  /// The topic, as the tickets spell it.
  public var topic: String
  /// When the rise began, by estimate: earlier than it was noticed. Seconds of the watch's clock.
  public var startedAt: Double
  /// When the surge was over, by estimate: earlier than the incident was closed. `nil` while it is open.
  public var endedAt: Double?
  /// Tickets on the topic since the start.
  public var size: Int
  /// How many of these the baseline expected, zero or more.
  public var expected: Double
  /// The published probability that the topic is surging, 0…1.
  public var probability: Double
  /// The greatest of ``probability`` so far.
  public var peakProbability: Double

  /// An incident as a store kept it.
  public init(
    topic: String, startedAt: Double, endedAt: Double? = nil, size: Int, expected: Double, probability: Double,
    peakProbability: Double
  ) {
    self.topic = topic
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.size = size
    self.expected = expected
    self.probability = probability
    self.peakProbability = peakProbability
  }
}
