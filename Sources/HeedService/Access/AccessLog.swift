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
  }

  private static let pause: UInt64 = 10_000_000_000

  private let logger: Logger
  private let entries = Mutex([Entry](repeating: Entry(), count: AccessRefusal.Reason.allCases.count))

  init(_ logger: Logger) {
    self.logger = logger
  }

  /// Logs a refusal, or counts it for the next line.
  ///
  /// - Parameters:
  ///   - key: the name of the key, where the refused client has one.
  ///   - now: monotonic nanoseconds.
  func refused(_ refusal: AccessRefusal, _ route: Route, key: String?, now: UInt64) {
    let reason = refusal.reason
    let count: Int? = entries.withLock { entries in
      entries[reason.rawValue].unsaid += 1
      guard now >= entries[reason.rawValue].nextAt else { return nil }
      defer { entries[reason.rawValue] = Entry(nextAt: now + Self.pause) }
      return entries[reason.rawValue].unsaid
    }
    guard let count else { return }
    var metadata: Logger.Metadata = ["reason": "\(reason.label)", "route": "\(route.path)", "count": "\(count)"]
    if let key { metadata["key"] = "\(key)" }
    logger.notice("access refused", metadata: metadata)
  }
}
