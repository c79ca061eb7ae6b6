/// When a topic counts as surging, and how fast what is normal is forgotten.
public struct IncidentSettings: Equatable, Sendable {
  /// The probability from which on a surge opens an incident, 0.5…0.9999.
  public var openFrom = 0.95
  /// The probability below which an incident is about to close, 0.01…``openFrom``.
  public var closeBelow = 0.3
  /// How long the probability must stay below ``closeBelow``, in seconds, 0…86,400.
  public var closeAfterSeconds = 600.0
  /// How many times the expected rate a surge exceeds, 1.1…100.
  public var factor = 2.0
  /// The least number of tickets that make an incident, 2…1,000.
  public var leastTickets = 5
  /// The share of its time that a topic surges, as believed before anything is seen, 1e-9…0.1. The smaller, the fewer
  /// false alarms, and the later the true ones.
  public var surgeShare = 0.0005
  /// The memory of what is seen, for sharp surges: seconds over which a ticket fades to 1/e, 60…14,400.
  public var fastMemorySeconds = 1800.0
  /// The same for slow surges: from ``fastMemorySeconds`` to 86,400.
  public var slowMemorySeconds = 10_800.0
  /// The memory of what is normal: days over which a ticket fades to 1/e, 3…365.
  public var memoryDays = 28.0
  /// How long nothing is opened at the very start, in hours, 0…744: before a day was seen, nobody knows what a day
  /// looks like.
  public var learningHours = 24.0
  /// After how many days a surge is the new normal, 0.25…90.
  public var longestDays = 7.0
  /// The most topics that are watched, 16…1,000,000. Beyond it the least active are forgotten.
  public var mostTopics = 10_000

  /// The default settings.
  public init() {}
}
