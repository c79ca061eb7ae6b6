/// What the estimators of a forecast start from, and how fast they forget. Times are in seconds.
public struct ForecastSettings: Hashable, Sendable {
  /// Mean handling time of a ticket until tickets have shown theirs, > 0.
  public var handlingSeconds = 360.0
  /// How many tickets ``handlingSeconds`` counts as, > 0.
  public var handlingPseudoTickets = 10.0
  /// Over how many of the last tickets handling times, head starts and patience are averaged, ≥ 1.
  public var memoryTickets = 500.0

  /// Window over which service starts are counted, > 0. Older ones fade by e every window.
  public var windowSeconds = 1200.0
  /// How many starts at the rate agents / handling time are added to those seen, > 0.
  public var pseudoStarts = 20.0

  /// Window over which arrivals are compared with the day's profile, > 0.
  public var arrivalWindowSeconds = 1800.0
  /// How many arrivals at the profile's rate are added to those seen, > 0.
  public var pseudoArrivals = 10.0
  /// How much of a bin of the day's profile the newest day makes up, 0…1.
  public var profileGain = 0.2

  /// Mean time until a waiting customer gives up until some have, > 0.
  public var patienceSeconds = 14_400.0

  /// How far the waits that came true of as many tickets as wait together move the calibration of their tier, in shares
  /// of its mean wait; 0 for none.
  public var calibrationStep = 0.02

  public init() {}
}
