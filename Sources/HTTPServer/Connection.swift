internal import HTTPWire

/// A place for a connection, which the next one takes when it has ended.
///
/// Its variables, and the reactor's, are read and written many times a request by one thread, and none is lent while it
/// is changed: so exclusive access to them needs no check at run time, which would cost as much as reading the head.
final class Connection {
  let slot: Int
  @exclusivity(unchecked) var generation: UInt32 = 0
  @exclusivity(unchecked) var descriptor: Int32 = -1
  @exclusivity(unchecked) var peer = PeerAddress(high: 0, low: 0)
  /// Behind a pointer, as each call on a stored property would be checked for exclusive access at run time.
  let machine: UnsafeMutablePointer<ConnectionMachine>
  /// What the epoll set watches for.
  @exclusivity(unchecked) var interest: UInt32 = 0
  /// The greatest body of the request under way, and how it is coded; known once it has been admitted.
  @exclusivity(unchecked) var bodyLimit = 0
  @exclusivity(unchecked) var coding = ContentCoding.identity
  /// Whether something has happened to it in this wake-up.
  @exclusivity(unchecked) var isTouched = false
  /// Whether bytes have arrived that are not wanted now.
  @exclusivity(unchecked) var hasUnwantedInput = false
  /// Whether it waits in the reactor's list for another turn.
  @exclusivity(unchecked) var isReady = false
  /// With one it is only told that.
  @exclusivity(unchecked) var refusal: Refusal?
  /// Whoever waits for a deferred answer.
  @exclusivity(unchecked) var waitingClient: ClientPresence?
  /// The answer that goes on, and how much of it waited to be sent when that was last told.
  @exclusivity(unchecked) var stream: StreamLink?
  @exclusivity(unchecked) var streamed = 0
  /// That the client closes its side is watched for until it is seen: the epoll set would tell of it again and again.
  @exclusivity(unchecked) var hangUpInterest: UInt32 = 0
  /// Whether it is one beyond the cap.
  @exclusivity(unchecked) var isShed = false
  /// The way through TLS; nil where the machine's bytes go over the socket as they are.
  @exclusivity(unchecked) var tls: TLSSession?

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

  /// Whether the client has closed its side.
  var hasHungUp: Bool { hangUpInterest == 0 }

  /// Whether it is open, and its TLS handshake, if there is one, is over.
  var isServing: Bool { isOpen && tls?.isHandshaking != true }

  var token: ConnectionToken { ConnectionToken(slot: UInt32(slot), generation: generation) }
}
