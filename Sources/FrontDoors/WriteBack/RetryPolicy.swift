/// When a message that was not taken is sent again, and when it is given up.
public struct RetryPolicy: Equatable, Sendable {
  /// Bound of the first pause, in seconds, > 0; each further one has twice the bound of the one before.
  public var firstSeconds: Double
  /// Greatest bound of a pause.
  public var mostSeconds: Double
  /// How long after it came to be a message is given up, in seconds.
  public var giveUpAfterSeconds: Double

  /// Longest that a receiver can have itself left alone by `Retry-After`.
  public static let mostRetryAfterSeconds = 3600.0
  /// Shortest pause: full jitter could draw none at all.
  public static let leastSeconds = 0.1

  public init(firstSeconds: Double = 1, mostSeconds: Double = 600, giveUpAfterSeconds: Double = 86_400) {
    self.firstSeconds = firstSeconds
    self.mostSeconds = mostSeconds
    self.giveUpAfterSeconds = giveUpAfterSeconds
  }

  /// What is to become of a message after an attempt.
  public enum Verdict: Equatable, Sendable {
    case delivered
    /// It is sent again at a time, in seconds since 1970.
    case retry(at: Double)
    /// It is given up, for a reason that a person can read.
    case dead(String)
  }

  /// Statuses by which the receiver says that the message itself is wrong, and would be as wrong again.
  public static let finalStatuses: Set<Int> = [400, 404, 405, 410, 413, 415, 422]

  /// What is to become of a message.
  ///
  /// - Parameters:
  ///   - id: the message's id, which with `attempts` decides how long the pause is.
  ///   - attempts: how often it has been sent, this time among them, from 1.
  ///   - since: since when it is to be sent, in seconds since 1970.
  ///   - now: when the attempt ended.
  public func verdict(
    _ attempt: DeliveryAttempt, id: String, attempts: Int, since: Double, now: Double
  ) -> Verdict {
    switch attempt {
    case .answered(200..<300, _): return .delivered
    case .answered(let status, _) where Self.finalStatuses.contains(status):
      return .dead("the receiver refuses it with status \(status)")
    case .unsendable(let reason): return .dead(reason)
    case .answered, .failed: break
    }
    let deadline = since + giveUpAfterSeconds
    guard now < deadline else { return .dead("given up: at last \(attempt)") }
    let wanted = min(attempt.retryAfterSeconds ?? 0, Self.mostRetryAfterSeconds)
    // Once more just before it is given up.
    return .retry(at: min(now + max(pauseSeconds(id: id, attempts: attempts), wanted), deadline))
  }

  /// The pause after a number of attempts, in seconds: drawn evenly from nothing to a bound that doubles with each ("full
  /// jitter": Marc Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015), so that messages that failed
  /// together do not come back together.
  public func pauseSeconds(id: String, attempts: Int) -> Double {
    // No more doublings than a double can take.
    let doublings = min(max(attempts - 1, 0), 60)
    let bound = min(mostSeconds, firstSeconds * Double(1 << doublings))
    return max(Self.leastSeconds, bound * Jitter.fraction(id, attempts))
  }

  /// Whether a message is given up that has not been sent for long, as its receiver is not to be had at all.
  public func isExpired(since: Double, now: Double) -> Bool { now >= since + giveUpAfterSeconds }
}
