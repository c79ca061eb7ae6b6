import Foundation
import HTTPServer
import Logging
import Synchronization
import TestSupport

@testable import HeedService

/// A service on a free port of this machine, and what it logged.
final class RunningService: Sendable {
  let service: Service
  let port: Int
  let log = LogCapture()

  /// 2026-11-22T07:00:00Z, when the samples' tickets are opened: what is answered does not depend on today.
  static let time = 1_795_330_800.0

  /// Keeps no queue unless `change` names a folder for one, which goes by `queueClock`. Requests are scored as of
  /// `time`.
  init(
    policy: String = Repository.defaultPolicy, queueClock: QueueClock = QueueClock(),
    _ change: (inout ServiceConfiguration) -> Void = { _ in },
    time: @escaping @Sendable () -> Double = { RunningService.time }
  ) throws {
    var configuration = ServiceConfiguration()
    configuration.port = 0
    configuration.threads = 2
    configuration.policy = policy
    configuration.policyCheckSeconds = 0.1
    configuration.data = nil
    change(&configuration)
    let log = log
    service = try Service(
      configuration, logger: Logger(label: "test") { _ in log }, time: time, queueClock: queueClock)
    port = try service.start().port
  }

  deinit {
    let service = service
    // Before the tests that wait for their turn: a reactor each holds a thread, and Dispatch has 255 of them.
    Task.detached(priority: .high) { await service.drain() }
  }

  /// A new connection.
  var client: Client { Client(port: port) }
}

/// Keeps what is logged, by level.
struct LogCapture: LogHandler {
  private final class Lines: Sendable {
    let lines = Mutex<[(Logger.Level, String)]>([])
  }

  private let lines = Lines()
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.trace

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let text = "\(event.message) \(event.metadata ?? [:])"
    lines.lines.withLock { $0.append((event.level, text)) }
  }

  /// All lines at `level` or above.
  func lines(from level: Logger.Level) -> [String] {
    lines.lines.withLock { $0.filter { $0.0 >= level }.map(\.1) }
  }
}
