public import HTTPWire

/// A complete request, lent for the time of a call. Its views lie in the connection's buffer: copy what you keep.
public struct Request: ~Copyable {
  public let head: RequestHead
  /// The body without transfer and content codings; 64 more bytes behind it may be read, as simdjson does. Empty if there is none.
  public let body: UnsafeRawBufferPointer
  /// Where the connection comes from: the client, or a proxy in front.
  public let peer: PeerAddress
  /// When the request was noticed.
  public let time: RequestTime

  init(head: consuming RequestHead, body: UnsafeRawBufferPointer, peer: PeerAddress, time: RequestTime) {
    self.head = head
    self.body = body
    self.peer = peer
    self.time = time
  }
}
