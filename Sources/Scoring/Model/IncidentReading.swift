/// What a watcher of ticket volumes says of the ticket's topic.
public struct IncidentReading: Equatable, Sendable {
  /// The probability, 0…1, that the topic is surging.
  public var probability: Double
  /// When that was found; missing counts as just now.
  public var observedAt: Instant?

  /// A reading of the probability (0…1) that the ticket's topic is surging.
  public init(probability: Double, observedAt: Instant? = nil) {
    self.probability = probability
    self.observedAt = observedAt
  }
}
