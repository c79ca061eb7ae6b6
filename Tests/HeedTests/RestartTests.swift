import Foundation
import TestSupport
import Testing

@Suite("Restarts", .serialized)
struct RestartTests {
  /// How a service follows another.
  enum Order: CaseIterable {
    /// The new one is ready before the old one is stopped: nobody waits.
    case overlapping
    /// The old one has ended before the new one is started, as `systemctl restart` does: connections wait meanwhile.
    case sequential
  }

  /// `HEED_TEST_SOAK=1` makes it ten times as many.
  private let restarts = ProcessInfo.processInfo.environment["HEED_TEST_SOAK"] == "1" ? 50 : 5

  @Test("under load lose no request", arguments: Order.allCases)
  func underLoad(order: Order) throws {
    let folder = try TemporaryFolder()
    // Longer than a client pauses, also where this machine is busy: so none is cut off between two requests.
    try folder.write("drain: {idle_seconds: 10}\npolicy: \(Repository.defaultPolicy)\n", to: "heed.yaml")
    let supervisor = Supervisor(["--config", folder.path("heed.yaml"), "--threads", "2"])
    var current = try supervisor.start()
    let load = Load(port: supervisor.port, keeping: 12, fresh: 4)
    for _ in 0..<restarts {
      usleep(200_000)
      let old = current
      if order == .overlapping { current = try supervisor.start() }
      #expect(supervisor.stop(old) == 0)
      if order == .sequential { current = try supervisor.start() }
    }
    usleep(200_000)
    let counts = load.end()
    #expect(supervisor.stop(current) == 0)
    #expect(counts.lost == 0 && counts.wrong == 0 && counts.retried == 0, "\(counts)")
    #expect(counts.answered > 20 * restarts, "\(counts)")
    print("\(restarts) restarts, \(order): \(counts)")
  }

  @Test("the manager hears of readiness, reload, life and the end")
  func notifications() throws {
    let notifications = NotificationSocket()
    let process = HeedCommand.process(
      ["serve", "--port", "0"], ["NOTIFY_SOCKET": notifications.name, "WATCHDOG_USEC": "400000"])
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    let ready = try #require(notifications.next())
    #expect(ready.hasPrefix("READY=1\nMAINPID=\(process.processIdentifier)\nSTATUS=listens on http://127.0.0.1:"))
    for _ in 0..<3 { #expect(notifications.next() == "WATCHDOG=1") }

    kill(process.processIdentifier, SIGHUP)
    let reloading = try #require(next(notifications))
    let microseconds = try #require(reloading.firstMatch(of: #/^RELOADING=1\nMONOTONIC_USEC=(\d+)$/#)?.output.1)
    let now = DispatchTime.now().uptimeNanoseconds / 1_000
    #expect((now - 60_000_000...now).contains(try #require(UInt64(microseconds))))
    #expect(next(notifications) == "READY=1\nMAINPID=\(process.processIdentifier)")

    process.terminate()
    #expect(next(notifications) == "STOPPING=1\nSTATUS=draining")
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  /// The next message that is no sign of life.
  private func next(_ notifications: NotificationSocket) -> String? {
    while let message = notifications.next() {
      if message != "WATCHDOG=1" { return message }
    }
    return nil
  }
}
