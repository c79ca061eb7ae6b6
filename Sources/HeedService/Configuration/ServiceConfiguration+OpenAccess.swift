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
      ? (Loopback.contains(host) ? nil : host)
      : listeners.first { !$0.address.isLoopback }?.address.host
    if let openHost { throw .openAccess(host: openHost) }
  }
}
