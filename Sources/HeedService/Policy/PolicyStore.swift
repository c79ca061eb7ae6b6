public import Foundation
public import Logging
public import Scoring
import Synchronization

/// The policy in force, and how it is replaced while the service runs.
///
/// Reactors look at ``generation`` for each request and take the policy anew only when it has moved on, so that
/// reading costs one load.
public final class PolicyStore: Sendable {
  private let file: PolicyFile
  private let logger: Logger
  private let state: Mutex<State>
  private let counter = Atomic<Int>(1)

  private struct State {
    var loaded: LoadedPolicy
    var loadedAt: Date
    /// The files that the last attempt read, as they were before it did.
    var stamps: [String: FileStamp?]
    var reloads = 0
    var failures = 0
    var lastFailure: String?
  }

  /// What operators are told of the policy in force.
  public struct Status: Sendable {
    public let policy: Policy
    /// When it was read.
    public let loadedAt: Date
    /// How often another policy has taken its place since the start.
    public let reloads: Int
    /// How many broken files were refused since the start.
    public let failures: Int
    /// What was wrong with the last file read; nil when it is the one in force.
    public let lastFailure: String?
  }

  /// Loads the policy of `file`.
  ///
  /// - Throws: ``FileError`` with all that is wrong with it.
  public init(_ file: PolicyFile, logger: Logger) throws(FileError) {
    self.file = file
    self.logger = logger
    var stamps: [String: FileStamp?] = [:]
    let loaded = try file.load(stamping: &stamps)
    state = Mutex(State(loaded: loaded, loadedAt: Date(), stamps: stamps))
  }

  /// Grows whenever another policy comes into force.
  public var generation: Int { counter.load(ordering: .acquiring) }

  /// The policy in force.
  public var current: LoadedPolicy { state.withLock { $0.loaded } }

  /// What operators are told.
  public var status: Status {
    state.withLock {
      Status(
        policy: $0.loaded.policy, loadedAt: $0.loadedAt, reloads: $0.reloads, failures: $0.failures,
        lastFailure: $0.lastFailure)
    }
  }

  /// Reads the files anew if any of those that the last attempt read has changed since.
  public func reloadIfChanged() {
    state.withLock { state in
      if state.stamps.contains(where: { path, stamp in FileStamp(path: path) != stamp }) { reload(&state) }
    }
  }

  /// Reads the files anew. A broken policy is refused, logged and counted, and the old one goes on.
  public func reload() {
    state.withLock { reload(&$0) }
  }

  /// One reload at a time: the lock is held throughout, so that none puts an older content over a newer one.
  private func reload(_ state: inout State) {
    state.stamps = [:]
    do {
      var loaded = try file.load(stamping: &state.stamps)
      let wasBroken = state.lastFailure != nil
      state.lastFailure = nil
      if loaded.policy.version == state.loaded.policy.version {
        if wasBroken { logger.notice("policy mended; the one in force has not changed") }
        return
      }
      loaded.keepWatch(of: state.loaded)
      state.loaded = loaded
      state.loadedAt = Date()
      state.reloads += 1
      counter.add(1, ordering: .releasing)
      logger.notice(
        "policy reloaded", metadata: ["name": "\(loaded.policy.name)", "version": "\(loaded.policy.version)"])
    } catch {
      state.failures += 1
      state.lastFailure = "\(error)"
      logger.error(
        "policy refused, the old one goes on; mend the file and it is read again",
        metadata: ["version": "\(state.loaded.policy.version)", "problems": "\(error)"])
    }
  }
}
