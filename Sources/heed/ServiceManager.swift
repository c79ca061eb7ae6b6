import Foundation

/// Whoever started this process and wants to know how it is doing: systemd, or what else speaks sd_notify(3).
///
/// What cannot be delivered is dropped: the service does not depend on who watches it.
struct ServiceManager: Sendable {
  /// How long it waits for a sign of life, in microseconds; nil: for ever.
  let watchdogMicroseconds: Int?

  /// A path, or behind a NUL an abstract name.
  private let socketName: [UInt8]

  /// The manager that the environment names, if there is one. The variables are unset, so that processes started from
  /// here do not speak in this one's name.
  static func take(_ environment: [String: String]) -> ServiceManager? {
    defer { for name in ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"] { unsetenv(name) } }
    guard let path = environment["NOTIFY_SOCKET"], path.hasPrefix("/") || path.hasPrefix("@") else { return nil }
    let isAsked = environment["WATCHDOG_PID"].map { $0 == "\(getpid())" } ?? true
    let microseconds = environment["WATCHDOG_USEC"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    return ServiceManager(path: path, watchdogMicroseconds: isAsked ? microseconds : nil)
  }

  private init(path: String, watchdogMicroseconds: Int?) {
    socketName = path.hasPrefix("@") ? [0] + path.utf8.dropFirst() : Array(path.utf8)
    self.watchdogMicroseconds = watchdogMicroseconds
  }

  /// The service answers requests; with a line for a person who asks how it is.
  func ready(_ status: String? = nil) {
    tell("READY=1\nMAINPID=\(getpid())" + (status.map { "\nSTATUS=\($0)" } ?? ""))
  }

  /// The service reads its policy anew, and says ``ready(_:)`` afterwards.
  func reloading() {
    // The manager tells by the time whether this is the answer to its own signal.
    tell("RELOADING=1\nMONOTONIC_USEC=\(DispatchTime.now().uptimeNanoseconds / 1_000)")
  }

  /// The service drains.
  func stopping() {
    tell("STOPPING=1\nSTATUS=draining")
  }

  /// The service is alive.
  func alive() {
    tell("WATCHDOG=1")
  }

  private func tell(_ state: String) {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let nameOffset = MemoryLayout<sockaddr_un>.offset(of: \.sun_path)!
    guard socketName.count <= MemoryLayout<sockaddr_un>.size - nameOffset else { return }
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    withUnsafeMutableBytes(of: &address) { bytes in
      UnsafeMutableRawBufferPointer(rebasing: bytes[nameOffset...]).copyBytes(from: socketName)
      let raw = bytes.baseAddress!.assumingMemoryBound(to: sockaddr.self)
      let text = Array(state.utf8)
      _ = sendto(
        descriptor, text, text.count, Int32(MSG_NOSIGNAL), raw, socklen_t(nameOffset + socketName.count))
    }
  }
}
