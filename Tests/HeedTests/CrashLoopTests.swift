import Foundation
import TestSupport
import Testing

/// `scripts/crash-loop`, which kills the service under load and compares what it finds with what was acknowledged.
@Suite("The crash loop", .serialized, .enabled(if: Python.isThere, "there is no python3"))
struct CrashLoopTests {
  /// `HEED_TEST_SOAK=1` makes it twenty times as many.
  private let kills = ProcessInfo.processInfo.environment["HEED_TEST_SOAK"] == "1" ? 100 : 5

  private func loop(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let heed = HeedCommand.executable.path(percentEncoded: false)
    return try Python.run(Repository.path("scripts/crash-loop"), ["--heed", heed] + arguments)
  }

  @Test("finds all that was acknowledged, and nothing handed out twice")
  func kill9() throws {
    let result = try loop(["--kills", "\(kills)", "--seconds", "0.5"])
    #expect(result.status == 0, "\(result.output)")
    #expect(result.output.contains("kills \(kills),"), "\(result.output)")
    print(result.output)
  }

  @Test("notices what is lost")
  func sabotage() throws {
    let result = try loop(["--kills", "1", "--seconds", "1", "--sabotage"])
    #expect(result.status == 1, "\(result.output)")
    #expect(result.output.contains("is gone"), "\(result.output)")
  }
}
