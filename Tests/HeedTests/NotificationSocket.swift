import Foundation

/// Where a service sends what sd_notify(3) describes.
final class NotificationSocket {
  /// For `NOTIFY_SOCKET`: an abstract one, which leaves no file.
  let name = "@heed-test-\(UUID().uuidString)"
  private let descriptor: Int32

  init() {
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let offset = MemoryLayout<sockaddr_un>.offset(of: \.sun_path)!
    let bytes = [0] + name.utf8.dropFirst()
    let socket = descriptor
    withUnsafeMutableBytes(of: &address) { raw in
      UnsafeMutableRawBufferPointer(rebasing: raw[offset...]).copyBytes(from: bytes)
      let pointer = raw.baseAddress!.assumingMemoryBound(to: sockaddr.self)
      precondition(bind(socket, pointer, socklen_t(offset + bytes.count)) == 0)
    }
    var patience = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit {
    close(descriptor)
  }

  /// The next message; nil if none comes within a minute.
  func next() -> String? {
    var buffer = [UInt8](repeating: 0, count: 4_096)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    return count < 0 ? nil : String(decoding: buffer.prefix(count), as: UTF8.self)
  }
}
