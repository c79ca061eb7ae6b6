import Foundation
import TestSupport
import Testing

/// `scripts/outbox-drill`, which kills the service while it writes back to a receiver that comes and goes.
@Suite("The outbox drill", .serialized, .enabled(if: Python.isThere, "there is no python3"))
struct OutboxDrillTests {
  /// `HEED_TEST_SOAK=1` makes it many times as many.
  private let kills = ProcessInfo.processInfo.environment["HEED_TEST_SOAK"] == "1" ? 60 : 4

  private func drill(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let heed = HeedCommand.executable.path(percentEncoded: false)
    return try Python.run(Repository.path("scripts/outbox-drill"), ["--heed", heed, "--seconds", "0.5"] + arguments)
  }

  @Test("finds every event that was acknowledged, in order for a ticket, under one id")
  func kill9() throws {
    let result = try drill(["--kills", "\(kills)"])
    #expect(result.status == 0, "\(result.output)")
    #expect(result.output.contains("kills \(kills),"), "\(result.output)")
    print(result.output)
  }

  @Test("notices what is lost")
  func sabotage() throws {
    let result = try drill(["--kills", "1", "--sabotage"])
    #expect(result.status == 1, "\(result.output)")
    #expect(result.output.contains("never arrived"), "\(result.output)")
  }
}
