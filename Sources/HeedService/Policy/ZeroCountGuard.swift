import Scoring
import Synchronization

/// Watches the follower counts of all requests for an outage that sets them to zero, and remembers when there was one.
/// Shared by all threads.
public final class ZeroCountGuard: Sendable {
  private struct State {
    var window: ZeroCountWindow
    var log = OutageLog()
    /// The log's outages as decisions take them.
    var past: [ClosedRange<Instant>] = []

    /// Whether zeros are an outage's at a time; notes one that is seen.
    mutating func look(at time: Double) -> Bool {
      guard window.isOutage(at: time) else { return false }
      if log.note(at: time, window: window.length) { remember() }
      return true
    }

    mutating func observe(_ social: SocialSignals, at now: Instant) -> Bool {
      // By index, since an iterator would copy each account.
      for index in social.accounts.indices {
        if let followers = social.accounts[index].followers { window.observe(followers, at: now.secondsSince1970) }
      }
      return look(at: now.secondsSince1970)
    }

    mutating func remember() {
      past = log.outages.map {
        Instant(secondsSince1970: $0.lowerBound)...Instant(secondsSince1970: $0.upperBound)
      }
    }
  }

  private let state: Mutex<State>

  /// A guard with the policy's window and baseline, which the policy check keeps within range. It remembers the outages
  /// that the guard before it does.
  init(_ settings: InfluenceSettings, succeeding previous: ZeroCountGuard? = nil) {
    guard
      let window = try? ZeroCountWindow(
        length: settings.zeroCountWindowSeconds, baseline: settings.zeroCountBaseline)
    else { preconditionFailure("the policy check lets through a window that cannot be") }
    var state = State(window: window)
    if let previous {
      state.log = previous.state.withLock(\.log)
      state.remember()
    }
    self.state = Mutex(state)
  }

  /// A guard that knows what the other does, and from then on goes its own way.
  init(copying other: ZeroCountGuard) {
    state = Mutex(other.state.withLock { $0 })
  }

  /// Counts a request's follower counts, and answers whether zeros are an outage's now.
  func observe(_ social: SocialSignals, at now: Instant) -> Bool {
    if social.accounts.isEmpty { return false }
    return state.withLock { $0.observe(social, at: now) }
  }

  /// The population that a request is to be scored in: with what is known of outages, now and in the past.
  ///
  /// - Parameter countsThem: whether the request's follower counts are to be counted; not where they were before.
  func population(
    _ values: PopulationTable?, of social: SocialSignals, countsThem: Bool, at now: Instant
  ) -> Population {
    if social.accounts.isEmpty { return Population(values: values) }
    return state.withLock { state in
      let isOutage = countsThem ? state.observe(social, at: now) : state.look(at: now.secondsSince1970)
      return Population(values: values, zeroCountsAreMissing: isOutage, pastOutages: state.past)
    }
  }

  /// Counts one follower count, of an account that was observed apart from a request.
  ///
  /// - Parameters:
  ///   - count: followers, ≥ 0.
  ///   - time: when it was observed, in seconds since 1970.
  /// - Returns: whether a count of zero is an outage's at that time.
  @discardableResult
  public func observe(count: Int, at time: Double) -> Bool {
    state.withLock { state in
      state.window.observe(count, at: time)
      return state.look(at: time)
    }
  }

  /// Whether a count of zero that was observed at a time, in seconds since 1970, is an outage's: of one that lasts, or
  /// of one that is remembered.
  public func isOutage(at time: Double) -> Bool {
    state.withLock { $0.look(at: time) || $0.log.contains(time) }
  }

  /// The outages that are remembered, in order of time, in seconds since 1970: what is to be kept over a restart.
  public var outages: [ClosedRange<Double>] { state.withLock(\.log.outages) }

  /// The number of outages that began since the start.
  public var outageCount: Int { state.withLock(\.log.count) }

  /// Takes in outages that were kept over a restart.
  public func restore(_ outages: [ClosedRange<Double>]) {
    state.withLock { state in
      state.log.restore(outages)
      state.remember()
    }
  }
}
