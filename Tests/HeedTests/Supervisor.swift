import Foundation
import TestSupport

/// What holds a service's socket for it, as systemd does: it starts the built `heed` with the socket handed over, learns
/// when it is ready, and stops it.
final class Supervisor {
  enum Failure: Error {
    case spawning(Int32)
    /// It said nothing of being ready in time; with what it said last.
    case neverReady(String)
  }

  /// The port that the socket listens on, on 127.0.0.1.
  let port: Int
  private let socket: Int32
  private let notifications = NotificationSocket()
  private let arguments: [String]
  private var running: Set<pid_t> = []

  /// - Parameter arguments: those of `heed serve`.
  init(_ arguments: [String]) {
    self.arguments = arguments
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = socket
    withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        precondition(bind(descriptor, $0, length) == 0 && listen(descriptor, 4_096) == 0)
        getsockname(descriptor, $0, &length)
      }
    }
    port = Int(UInt16(bigEndian: address.sin_port))
  }

  deinit {
    for process in running { kill(process, SIGKILL) }
    for process in running { waitpid(process, nil, 0) }
    close(socket)
  }

  /// Starts the service on the socket.
  /// - Returns: its process, once it is ready.
  func start() throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, socket, 3)
    for output in [STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, output, "/dev/null", O_WRONLY, 0)
    }
    // The shell knows the process's number, and hands it on to the service together with its place.
    let command = #"LISTEN_PID=$$ exec "$0" "$@""#
    let words = ["sh", "-c", command, HeedCommand.executable.path(percentEncoded: false), "serve"] + arguments
    var process: pid_t = 0
    let variables = ["LISTEN_FDS": "1", "LISTEN_PID": "", "NOTIFY_SOCKET": notifications.name]
    let environment = HeedCommand.inherited.merging(variables) { $1 }.map { "\($0)=\($1)" }
    let error = withCStrings(words) { words in
      withCStrings(environment) { posix_spawn(&process, "/bin/sh", &actions, nil, words, $0) }
    }
    guard error == 0 else { throw Failure.spawning(error) }
    running.insert(process)
    try wait(for: "READY=1\nMAINPID=\(process)\n")
    return process
  }

  /// Has a process stopped by SIGTERM.
  /// - Returns: its exit code, once it has ended; -1 if a signal ended it.
  func stop(_ process: pid_t) -> Int32 {
    kill(process, SIGTERM)
    var status: Int32 = 0
    waitpid(process, &status, 0)
    running.remove(process)
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : -1
  }

  /// Waits until a service says something that begins like this.
  func wait(for prefix: String) throws {
    var last = "nothing"
    while let message = notifications.next() {
      if message.hasPrefix(prefix) { return }
      last = message
    }
    throw Failure.neverReady(last)
  }

  private func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    let copies = strings.map { strdup($0) } + [nil]
    defer { for copy in copies { free(copy) } }
    return body(copies)
  }
}
