/// What is known of a desk's service.
struct DeskRates: Sendable {
  let desk: String
  /// Tickets that wait.
  private(set) var waiting = 0
  /// Seconds during which some did.
  private(set) var queued = FadingCount()
  /// Service starts while some waited here, by the desk they were at.
  private(set) var starts: [FadingCount] = []
  /// Handling time in seconds.
  private(set) var handling: RunningMean
  /// Completions, which say how much of the agents' time a desk takes.
  private(set) var completions = FadingCount()
  /// How many gave up, and how many seconds all that no longer wait had waited.
  private(set) var abandoned = 0.0
  private(set) var waited = 0.0
  private(set) var lastEvent: Double

  init(desk: String, settings: ForecastSettings, at now: Double) {
    self.desk = desk
    handling = RunningMean(mean: settings.handlingSeconds, count: settings.handlingPseudoTickets)
    lastEvent = now
  }

  /// Lets time pass, during which the queue was what it is.
  mutating func advance(to now: Double, settings: ForecastSettings) {
    queued.advance(to: now, window: settings.windowSeconds, adding: waiting > 0 ? 1 : 0)
    lastEvent = max(lastEvent, now)
  }

  mutating func wait(_ tickets: Int, at now: Double, settings: ForecastSettings) {
    advance(to: now, settings: settings)
    waiting = max(0, waiting + tickets)
  }

  /// An agent took a ticket of some desk while others waited at this one.
  mutating func started(desk: Int, at now: Double, settings: ForecastSettings) {
    advance(to: now, settings: settings)
    while starts.count <= desk { starts.append(FadingCount()) }
    starts[desk].advance(to: now, window: settings.windowSeconds)
    starts[desk].add()
  }

  /// A ticket no longer waits.
  mutating func left(after waitedSeconds: Double, abandoned isAbandoned: Bool, settings: ForecastSettings) {
    let kept = 1 - 1 / settings.memoryTickets
    abandoned = abandoned * kept + (isAbandoned ? 1 : 0)
    waited = waited * kept + max(0, waitedSeconds)
  }

  mutating func completed(handlingSeconds: Double, at now: Double, settings: ForecastSettings) {
    completions.advance(to: now, window: settings.windowSeconds)
    completions.add()
    // A ticket that somebody forgot to close must not count as days of work.
    handling.add(min(max(0, handlingSeconds), 10 * handling.mean), memory: settings.memoryTickets)
  }

  /// Abandonments per second of waiting, shrunk towards one in ``ForecastSettings/patienceSeconds``.
  func abandonmentRate(_ settings: ForecastSettings) -> Double {
    (abandoned + 1) / (waited + settings.patienceSeconds)
  }
}
