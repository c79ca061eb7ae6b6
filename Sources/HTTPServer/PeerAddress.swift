internal import CLinux

/// The address of a connection's other end: an IPv6 address, or an IPv4 one mapped into it (RFC 4291, 2.5.5.2).
public struct PeerAddress: Hashable, Sendable {
  /// The first eight bytes; in IPv6 the network that one client usually has to itself.
  public let high: UInt64
  /// The last eight bytes.
  public let low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  init(_ peer: clinux_peer) {
    self.init(high: peer.high, low: peer.low)
  }

  /// Whether it is an IPv4 address.
  public var isIPv4: Bool { high == 0 && low >> 32 == 0xFFFF }

  /// Whether it is this machine.
  public var isLoopback: Bool { isIPv4 ? low >> 24 == 0xFFFF7F : high == 0 && low == 1 }

  /// What to count a client by: its IPv4 address, or its IPv6 network of 64 bits, within which a client can take as many
  /// addresses as it likes.
  public var network: PeerAddress { isIPv4 ? self : PeerAddress(high: high, low: 0) }
}
