import Foundation
import TestSupport
import Testing

/// `scripts/outbox-drill`, which kills the service while it writes back to a receiver that comes and goes.
@Suite("The outbox drill", .serialized, .enabled(if: Python.isThere, "there is no python3"))
struct OutboxDrillTests {
  /// `HEED_TEST_SOAK=1` makes it many times as many.
  private let kills = ProcessInfo.processInfo.environment["HEED_TEST_SOAK"] == "1" ? 60 : 4

  @Test("finds every event that was acknowledged, in order for a ticket, under one id")
  func kill9() throws {
    let heed = HeedCommand.executable.path(percentEncoded: false)
    let result = try Python.run(
      Repository.path("scripts/outbox-drill"), ["--heed", heed, "--kills", "\(kills)", "--seconds", "0.5"])
    #expect(result.status == 0, "\(result.output)")
    #expect(result.output.contains("kills \(kills),"), "\(result.output)")
    print(result.output)
  }
}
