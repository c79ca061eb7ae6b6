internal import HTTPWire

/// A place for a connection, which the next one takes when it has ended.
final class Connection {
  let slot: Int
  var generation: UInt32 = 0
  var descriptor: Int32 = -1
  var peer = PeerAddress(high: 0, low: 0)
  /// Behind a pointer, as each call on a stored property would be checked for exclusive access at run time.
  let machine: UnsafeMutablePointer<ConnectionMachine>
  /// What the epoll set watches for.
  var interest: UInt32 = 0
  /// The greatest body of the request under way, and how it is coded; known once it has been admitted.
  var bodyLimit = 0
  var coding = ContentCoding.identity
  /// Whether something has happened to it in this wake-up.
  var isTouched = false
  /// Whether bytes have arrived that are not wanted now.
  var hasUnwantedInput = false
  /// Whether it waits in the reactor's list for another turn.
  var isReady = false
  /// With one it is only told that.
  var refusal: Refusal?
  /// Whether it is one beyond the cap.
  var isShed = false
  /// The way through TLS; nil where the machine's bytes go over the socket as they are.
  var tls: TLSSession?

  init(slot: Int, policy: ConnectionPolicy, pool: BufferPool) {
    self.slot = slot
    machine = .allocate(capacity: 1)
    machine.initialize(to: ConnectionMachine(policy: policy, pool: pool))
  }

  deinit {
    machine.deinitialize(count: 1)
    machine.deallocate()
  }

  var isOpen: Bool { descriptor >= 0 }

  /// Whether it is open, and its TLS handshake, if there is one, is over.
  var isServing: Bool { isOpen && tls?.isHandshaking != true }

  var token: ConnectionToken { ConnectionToken(slot: UInt32(slot), generation: generation) }
}
