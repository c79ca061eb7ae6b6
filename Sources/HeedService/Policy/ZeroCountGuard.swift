import Scoring
import Synchronization

/// Watches the follower counts of all requests for an outage that sets them to zero. Shared by all threads.
public final class ZeroCountGuard: Sendable {
  private let window: Mutex<ZeroCountWindow>

  /// A guard with the policy's window and baseline, which the policy check keeps within range.
  init(_ settings: InfluenceSettings) {
    guard
      let window = try? ZeroCountWindow(
        length: settings.zeroCountWindowSeconds, baseline: settings.zeroCountBaseline)
    else { preconditionFailure("the policy check lets through a window that cannot be") }
    self.window = Mutex(window)
  }

  /// Counts a request's follower counts, and answers whether zeros are an outage's now.
  func observe(_ social: SocialSignals, at now: Instant) -> Bool {
    if social.accounts.isEmpty { return false }
    return window.withLock { window in
      // By index, since an iterator would copy each account.
      for index in social.accounts.indices {
        if let followers = social.accounts[index].followers { window.observe(followers, at: now.secondsSince1970) }
      }
      return window.isOutage(at: now.secondsSince1970)
    }
  }
}
