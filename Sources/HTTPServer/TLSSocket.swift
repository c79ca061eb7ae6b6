internal import COpenSSL
private import Glibc

/// OpenSSL's way to the socket, a BIO whose data is the ``TLSSession``.
///
/// OpenSSL's own writes with `write`, which raises SIGPIPE where the client has gone. To ignore that signal is a decision
/// about the whole process, which no library should make; this one sends with MSG_NOSIGNAL.
enum TLSSocket {
  /// Immutable once it is made.
  nonisolated(unsafe) static let method: OpaquePointer = {
    // Nil only where there is no memory left.
    let method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket without SIGPIPE")!
    BIO_meth_set_read(method) { bio, buffer, count in
      BIO_clear_flags(bio, retryFlags)
      let received = session(bio).receive(buffer, Int(count))
      if received == -Int(EAGAIN) { BIO_set_flags(bio, BIO_FLAGS_READ | BIO_FLAGS_SHOULD_RETRY) }
      return received < 0 ? -1 : Int32(received)
    }
    BIO_meth_set_write(method) { bio, buffer, count in
      BIO_clear_flags(bio, retryFlags)
      let sent = session(bio).send(buffer, Int(count))
      if sent == -Int(EAGAIN) { BIO_set_flags(bio, BIO_FLAGS_WRITE | BIO_FLAGS_SHOULD_RETRY) }
      return sent < 0 ? -1 : Int32(sent)
    }
    BIO_meth_set_ctrl(method) { bio, command, _, _ in
      switch command {
      case BIO_CTRL_FLUSH: 1
      case BIO_CTRL_EOF: session(bio).socketHasEnded ? 1 : 0
      default: 0
      }
    }
    return method
  }()

  private static let retryFlags = BIO_FLAGS_READ | BIO_FLAGS_WRITE | BIO_FLAGS_SHOULD_RETRY

  /// The session lives as long as its `SSL`, which owns the BIO.
  private static func session(_ bio: OpaquePointer?) -> TLSSession {
    Unmanaged<TLSSession>.fromOpaque(BIO_get_data(bio)).takeUnretainedValue()
  }
}
