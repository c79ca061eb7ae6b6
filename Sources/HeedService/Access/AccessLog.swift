import Dispatch
import Logging
import Synchronization

/// Logs that requests are refused: for each reason one line at once, and then at most one in ten seconds, however many
/// there are.
///
/// No address of a client is logged, and nothing of what it sent.
final class AccessLog: Sendable {
  private struct Entry {
    var nextAt: UInt64 = 0
    var unsaid = 0
    /// The route and the key's name of the last refusal.
    var route = Route.unknown
    var key: String?

    /// The line's metadata where there is something to say, which is then said.
    mutating func take(_ reason: AccessRefusal.Reason) -> Logger.Metadata? {
      if unsaid == 0 { return nil }
      var metadata: Logger.Metadata = ["reason": "\(reason.label)", "route": "\(route.path)", "count": "\(unsaid)"]
      if let key { metadata["key"] = "\(key)" }
      unsaid = 0
      return metadata
    }
  }

  private static let pause: UInt64 = 10_000_000_000

  private let logger: Logger
  private let entries = Mutex([Entry](repeating: Entry(), count: AccessRefusal.Reason.allCases.count))

  init(_ logger: Logger) {
    self.logger = logger
  }

  /// Logs a refusal, or counts it for the next line, which comes when the pause is over.
  ///
  /// - Parameters:
  ///   - key: the name of the key, where the refused client has one.
  ///   - now: monotonic nanoseconds.
  func refused(_ refusal: AccessRefusal, _ route: Route, key: String?, now: UInt64) {
    let reason = refusal.reason
    entries.withLock { entries in
      entries[reason.rawValue].unsaid += 1
      entries[reason.rawValue].route = route
      entries[reason.rawValue].key = key
    }
    tell(reason, now: now)
  }

  /// Logs what has been counted for a reason, unless its pause is not over at `now`, in monotonic nanoseconds.
  func tell(_ reason: AccessRefusal.Reason, now: UInt64) {
    let metadata: Logger.Metadata? = entries.withLock { entries in
      guard now >= entries[reason.rawValue].nextAt, let metadata = entries[reason.rawValue].take(reason) else {
        return nil
      }
      entries[reason.rawValue].nextAt = now + Self.pause
      return metadata
    }
    guard let metadata else { return }
    logger.notice("access refused", metadata: metadata)
    DispatchQueue.global(qos: .utility).asyncAfter(deadline: .now() + .nanoseconds(Int(Self.pause))) { [weak self] in
      self?.tell(reason, now: now + Self.pause)
    }
  }

  /// Logs all that has been counted, as nothing comes after it.
  func tellRest() {
    for reason in AccessRefusal.Reason.allCases {
      if let metadata = entries.withLock({ $0[reason.rawValue].take(reason) }) {
        logger.notice("access refused", metadata: metadata)
      }
    }
  }
}
