internal import Synchronization

/// What is counted for all reactors together.
final class Counters: Sendable {
  let open = Atomic<Int>(0)
  /// Connections refused that are being told so.
  let shedding = Atomic<Int>(0)
  let accepted = Atomic<Int>(0)
  let refusedAtLimit = Atomic<Int>(0)
  let refusedAtClientLimit = Atomic<Int>(0)
  let refusedWithoutDescriptor = Atomic<Int>(0)
  /// TLS handshakes that came to their end, and those that did not.
  let handshakes = Atomic<Int>(0)
  let failedHandshakes = Atomic<Int>(0)
  /// How many each client has open.
  let clients: ClientCounts

  init(_ configuration: ServerConfiguration) {
    clients = ClientCounts(
      limit: configuration.maximumConnectionsPerClient, countsLoopback: configuration.limitsLoopback)
  }
}
