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
    var stamps: [FileStamp?]
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
    let loaded = try file.load()
    state = Mutex(State(loaded: loaded, loadedAt: Date(), stamps: Self.stamps(file, loaded)))
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

  /// Reads the files anew if any has changed since they were last read.
  public func reloadIfChanged() {
    let isChanged = state.withLock { Self.stamps(file, $0.loaded) != $0.stamps }
    if isChanged { reload() }
  }

  /// Reads the files anew. A broken policy is refused, logged and counted, and the old one goes on.
  public func reload() {
    let before = state.withLock { state in
      state.stamps = Self.stamps(file, state.loaded)
      return state.loaded.policy.version
    }
    do {
      let loaded = try file.load()
      let isNew = loaded.policy.version != before
      state.withLock { state in
        state.loaded = loaded
        state.stamps = Self.stamps(file, loaded)
        state.loadedAt = Date()
        state.lastFailure = nil
        if isNew { state.reloads += 1 }
      }
      guard isNew else { return }
      counter.add(1, ordering: .releasing)
      logger.notice(
        "policy reloaded", metadata: ["name": "\(loaded.policy.name)", "version": "\(loaded.policy.version)"])
    } catch {
      state.withLock { state in
        state.failures += 1
        state.lastFailure = "\(error)"
      }
      logger.error(
        "policy refused, the old one goes on; mend the file and it is read again",
        metadata: ["version": "\(before)", "problems": "\(error)"])
    }
  }

  private static func stamps(_ file: PolicyFile, _ loaded: LoadedPolicy) -> [FileStamp?] {
    file.files(of: loaded.policy).map(FileStamp.init(path:))
  }
}
