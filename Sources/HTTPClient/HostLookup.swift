private import Dispatch
internal import Glibc
private import Synchronization

/// The addresses of a host, by the system's resolver.
///
/// That takes as long as it likes, so that a name is looked up on a thread which nobody waits for any longer than there is
/// time. It ends when the resolver gives up.
final class HostLookup: Sendable {
  /// An address to connect to.
  struct Address {
    let family: Int32
    /// A `sockaddr` of the family.
    let bytes: [UInt8]
  }

  private typealias Found = Result<[Address], HTTPClientError>

  private let host: String
  private let port: Int
  private let found = Mutex<Found?>(nil)
  private let done = DispatchSemaphore(value: 0)

  private init(_ address: HTTPAddress) {
    (host, port) = (address.host, address.port)
  }

  /// One at least.
  static func addresses(of address: HTTPAddress, until deadline: Deadline) throws(HTTPClientError) -> [Address] {
    let lookup = HostLookup(address)
    if address.isNumeric { return try lookup.resolve().get() }
    guard lookup.start() else { throw HTTPClientError(.unreachable, "no thread is left to look \(address.host) up on") }
    guard lookup.done.wait(timeout: .now() + min(deadline.secondsLeft, 3600)) == .success,
      let found = lookup.found.withLock({ $0 })
    else { throw HTTPClientError(.timedOut, "\(address.host) was not found in time") }
    return try found.get()
  }

  /// - Returns: whether there is a thread for it.
  private func start() -> Bool {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    var thread = pthread_t()
    let lookup = Unmanaged.passRetained(self)
    let result = pthread_create(
      &thread, &attributes,
      { pointer in
        guard let pointer else { return nil }
        let lookup = Unmanaged<HostLookup>.fromOpaque(pointer).takeRetainedValue()
        let found = lookup.resolve()
        lookup.found.withLock { $0 = found }
        lookup.done.signal()
        return nil
      }, lookup.toOpaque())
    if result != 0 { lookup.release() }
    return result == 0
  }

  private func resolve() -> Found {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = AI_NUMERICSERV
    var list: UnsafeMutablePointer<addrinfo>?
    let result = getaddrinfo(host, String(port), &hints, &list)
    guard result == 0 else {
      return .failure(HTTPClientError(.unreachable, "\(host) is not found: \(String(cString: gai_strerror(result)))"))
    }
    defer { freeaddrinfo(list) }
    var addresses: [Address] = []
    var next = list
    while let entry = next?.pointee {
      next = entry.ai_next
      let bytes = UnsafeRawBufferPointer(start: entry.ai_addr, count: Int(entry.ai_addrlen))
      addresses.append(Address(family: entry.ai_family, bytes: Array(bytes)))
    }
    return .success(addresses)
  }
}
