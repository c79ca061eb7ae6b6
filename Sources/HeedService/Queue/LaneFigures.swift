/// What has become of the tickets of a lane since the service started.
struct LaneFigures: Sendable {
  /// Tickets that an agent took for the first time, and how long they had waited together.
  private(set) var started = 0
  private(set) var waitedSeconds = 0.0
  /// Those that waited no longer than promised.
  private(set) var kept = 0
  /// The greatest share of the promise that one waited.
  private(set) var worstShare = 0.0
  /// How many tickets they overtook together.
  private(set) var overtaken = 0
  var forecast = ForecastFigures()

  mutating func started(waitedSeconds: Double, promiseSeconds: Double, overtaken: Int) {
    started += 1
    self.waitedSeconds += waitedSeconds
    if waitedSeconds <= promiseSeconds { kept += 1 }
    worstShare = max(worstShare, waitedSeconds / promiseSeconds)
    self.overtaken += overtaken
  }
}
