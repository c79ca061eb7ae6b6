internal import Synchronization

/// How many connections each client has open, for a limit on them. Entries go with their last connection, so that there
/// are never more than open connections.
final class ClientCounts: Sendable {
  private let limit: Int
  private let countsLoopback: Bool
  private let counts = Mutex<[PeerAddress: Int]>([:])

  /// - Parameter limit: most connections of one client; 0 counts nothing.
  init(limit: Int, countsLoopback: Bool) {
    self.limit = limit
    self.countsLoopback = countsLoopback
  }

  /// Counts a connection.
  /// - Returns: false, without counting it, if its client has as many as it may have.
  func enter(_ peer: PeerAddress) -> Bool {
    guard isCounted(peer) else { return true }
    return counts.withLock { counts in
      let count = counts[peer.network, default: 0]
      guard count < limit else { return false }
      counts[peer.network] = count + 1
      return true
    }
  }

  /// A connection that was let in has ended.
  func leave(_ peer: PeerAddress) {
    guard isCounted(peer) else { return }
    counts.withLock { counts in
      let count = counts[peer.network, default: 0]
      counts[peer.network] = count > 1 ? count - 1 : nil
    }
  }

  /// Number of clients with a connection.
  var clientCount: Int { counts.withLock { $0.count } }

  private func isCounted(_ peer: PeerAddress) -> Bool {
    limit > 0 && (countsLoopback || !peer.isLoopback)
  }
}
