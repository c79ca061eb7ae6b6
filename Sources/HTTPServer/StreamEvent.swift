/// What happens to an answer that goes on.
enum StreamEvent {
  /// A piece of it. Streams that are sent the same bytes share them.
  case bytes([UInt8])
  /// It is complete.
  case end
  /// Its client is too slow: the connection is given up.
  case cut
}
