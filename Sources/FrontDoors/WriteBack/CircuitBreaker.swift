/// Leaves a receiver alone that fails again and again, and tries it with a single message now and then, so that one that is
/// down costs next to nothing, and one that comes back is not run over by all that waits for it.
public struct CircuitBreaker: Equatable, Sendable {
  /// What may be sent.
  public enum State: Equatable, Sendable {
    /// Everything; so many attempts in a row have failed.
    case closed(failures: Int)
    /// Nothing until a time, in seconds since 1970.
    case open(until: Double)
    /// One message is being sent to find out whether the receiver is back.
    case halfOpen
  }

  /// What an attempt was allowed by. What comes of one that was allowed before the state changed says nothing of the
  /// receiver as it is now.
  public struct Permit: Equatable, Sendable {
    fileprivate let era: Int
  }

  public private(set) var state = State.closed(failures: 0)
  /// How often it has opened since it was last closed.
  public private(set) var openings = 0
  private var era = 0
  private let name: String

  /// Failures in a row that open it.
  public static let mostFailures = 5
  /// Bounds of the first pause and of the longest, in seconds.
  public static let pauses = 10.0...300.0

  /// - Parameter name: the receiver's, which decides how long pauses are within their bounds.
  public init(name: String) {
    self.name = name
  }

  /// Whether a message may be sent, and if so, what to show when it is known what came of it.
  public mutating func begin(at now: Double) -> Permit? {
    switch state {
    case .closed: return Permit(era: era)
    case .open(let until) where now >= until:
      enter(.halfOpen)
      return Permit(era: era)
    case .open, .halfOpen: return nil
    }
  }

  /// Whether ``begin(at:)`` would allow a message.
  public func allows(at now: Double) -> Bool {
    switch state {
    case .closed: true
    case .open(let until): now >= until
    case .halfOpen: false
    }
  }

  /// When a message may be sent again; nil where one may now, or where one is under way to find out.
  public var reopensAt: Double? {
    if case .open(let until) = state { until } else { nil }
  }

  /// The receiver did its work, though it may have refused the message.
  public mutating func succeeded(_ permit: Permit) {
    guard permit.era == era else { return }
    if case .halfOpen = state { enter(.closed(failures: 0)) } else { state = .closed(failures: 0) }
    openings = 0
  }

  /// The receiver failed.
  ///
  /// - Parameter retryAfterSeconds: for how long it does not want to be asked again: then it is not.
  public mutating func failed(_ permit: Permit, at now: Double, retryAfterSeconds: Double? = nil) {
    guard permit.era == era else { return }
    let wanted = min(retryAfterSeconds ?? 0, RetryPolicy.mostRetryAfterSeconds)
    if case .closed(let failures) = state, failures + 1 < Self.mostFailures {
      if wanted > 0 { enter(.open(until: now + wanted)) } else { state = .closed(failures: failures + 1) }
      return
    }
    openings += 1
    enter(.open(until: now + max(pauseSeconds, wanted)))
  }

  /// Nothing was sent after all.
  public mutating func gaveBack(_ permit: Permit, at now: Double) {
    guard permit.era == era, case .halfOpen = state else { return }
    enter(.open(until: now))
  }

  /// Asks the receiver again as soon as there is something for it, as when a person says that it is back.
  public mutating func close() {
    enter(.closed(failures: 0))
    openings = 0
  }

  /// From half of a bound to all of it; the bound doubles with each opening in a row.
  private var pauseSeconds: Double {
    let bound = min(Self.pauses.upperBound, Self.pauses.lowerBound * Double(1 << min(openings - 1, 20)))
    return bound * (0.5 + 0.5 * Jitter.fraction(name, openings))
  }

  private mutating func enter(_ next: State) {
    state = next
    era += 1
  }
}
