import Glibc
public import HTTPServer

extension ServiceConfiguration {
  /// Makes sure that nobody beyond this machine is served without a key, unless the operator said so.
  ///
  /// - Parameter listeners: sockets that listen already; with any, the host means nothing.
  /// - Throws: ``ServiceError`` where the address can be reached by others, and nothing asks them for a key.
  public func refuseOpenAccess(listeners: [Listener] = []) throws(ServiceError) {
    if access.keys != nil || allowOpenAccess { return }
    let openHost =
      listeners.isEmpty
      ? (Self.isLoopback(host) ? nil : host)
      : listeners.first { !$0.address.isLoopback }?.address.host
    if let openHost { throw .openAccess(host: openHost) }
  }

  /// Whether only this machine can reach an address: a name other than `localhost` may lead anywhere.
  private static func isLoopback(_ host: String) -> Bool {
    var address = in_addr()
    if inet_pton(AF_INET, host, &address) == 1 { return UInt32(bigEndian: address.s_addr) >> 24 == 127 }
    return host == "localhost" || host == "::1"
  }
}
