public import Foundation
import Logging
import Synchronization

/// What files say that may change while the service runs: the content in force, and how it is replaced.
///
/// Reactors look at ``generation`` for each request and take the content anew only when it has moved on, so that reading
/// costs one load.
public final class FileStore<Content: ReloadableContent>: Sendable {
  private let load: @Sendable (inout [String: FileStamp?]) throws(FileError) -> Content
  private let logger: Logger
  private let state: Mutex<State>
  private let counter = Atomic<Int>(1)

  private struct State {
    var content: Content
    var loadedAt: Date
    /// The files that the last attempt read, as they were before it did.
    var stamps: [String: FileStamp?]
    var reloads = 0
    var failures = 0
    var lastFailure: String?
  }

  /// What operators are told of the content in force.
  public struct Status: Sendable {
    public let content: Content
    /// When it was read.
    public let loadedAt: Date
    /// How often another content has taken its place since the start.
    public let reloads: Int
    /// How many broken files were refused since the start.
    public let failures: Int
    /// What was wrong with the last file read; nil when it is the one in force.
    public let lastFailure: String?
  }

  /// Loads the content.
  ///
  /// - Parameter load: reads all files, and notes the stamp of each before it is read: also of those that turn out to be
  ///   broken or missing.
  /// - Throws: ``FileError`` with all that is wrong with them.
  init(
    logger: Logger, load: @escaping @Sendable (inout [String: FileStamp?]) throws(FileError) -> Content
  ) throws(FileError) {
    self.load = load
    self.logger = logger
    var stamps: [String: FileStamp?] = [:]
    let content = try load(&stamps)
    state = Mutex(State(content: content, loadedAt: Date(), stamps: stamps))
  }

  /// Grows whenever another content comes into force.
  public var generation: Int { counter.load(ordering: .acquiring) }

  /// The content in force.
  public var current: Content { state.withLock { $0.content } }

  /// What operators are told.
  public var status: Status {
    state.withLock {
      Status(
        content: $0.content, loadedAt: $0.loadedAt, reloads: $0.reloads, failures: $0.failures,
        lastFailure: $0.lastFailure)
    }
  }

  /// Reads the files anew if any of those that the last attempt read has changed since.
  public func reloadIfChanged() {
    state.withLock { state in
      if state.stamps.contains(where: { path, stamp in FileStamp(path: path) != stamp }) { reload(&state) }
    }
  }

  /// Reads the files anew. A broken content is refused, logged and counted, and the old one goes on.
  public func reload() {
    state.withLock { reload(&$0) }
  }

  /// One reload at a time: the lock is held throughout, so that none puts an older content over a newer one.
  private func reload(_ state: inout State) {
    state.stamps = [:]
    do {
      var content = try load(&state.stamps)
      let wasBroken = state.lastFailure != nil
      state.lastFailure = nil
      if content.version == state.content.version {
        if wasBroken { logger.notice("\(Content.title) mended; what is in force has not changed") }
        return
      }
      content.succeed(state.content)
      state.content = content
      state.loadedAt = Date()
      state.reloads += 1
      counter.add(1, ordering: .releasing)
      logger.notice("\(Content.title) reloaded", metadata: content.logMetadata)
    } catch {
      state.failures += 1
      state.lastFailure = "\(error)"
      logger.error(
        "\(Content.title) refused, what was in force goes on; mend the file and it is read again",
        metadata: state.content.logMetadata.merging(["problems": "\(error)"]) { $1 })
    }
  }
}
