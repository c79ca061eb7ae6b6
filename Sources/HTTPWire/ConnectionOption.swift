/// What an answer's Connection field says.
enum ConnectionOption {
  /// Nothing: HTTP/1.1 keeps connections.
  case unsaid
  /// To an HTTP/1.0 client that asked for it.
  case keepAlive
  case close
}
