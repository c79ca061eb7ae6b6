import Glibc

/// The addresses that lead nowhere but to this machine.
enum Loopback {
  /// Whether only this machine can be reached at an address: a name other than `localhost` may lead anywhere.
  ///
  /// - Parameter host: a name or an address, one of IPv6 without brackets.
  static func contains(_ host: String) -> Bool {
    var address = in_addr()
    if inet_pton(AF_INET, host, &address) == 1 { return UInt32(bigEndian: address.s_addr) >> 24 == 127 }
    return host == "localhost" || host == "::1"
  }
}
