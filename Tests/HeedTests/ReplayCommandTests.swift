import Foundation
import TestSupport
import Testing

@Suite("heed replay")
struct ReplayCommandTests {
  private static let requests = (0..<30).map { number in
    let minute = number < 10 ? "0\(number)" : "\(number)"
    return #"{"ticket":{"id":"T-\#(number)","topic":"late","opened_at":"2026-11-22T07:\#(minute):00Z"},"#
      + #""customer":{"id":"c-\#(number % 4)"}}"#
  }.joined(separator: "\n")

  @Test("It plays requests from standard input and shows tables")
  func table() throws {
    let result = try HeedCommand.run(["replay", "-", "--agents", "1", "--handling", "2m"], input: Self.requests)
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    for words in [
      "30 tickets; 1 agents take 2 min", "tier", "promise", "kept", "waited longest", "4 customers came again",
    ] {
      #expect(result.output.contains(words), "\(words): \(result.output)")
    }
  }

  @Test("It shows the same as JSON, and leaves a database where it is told to")
  func json() throws {
    let folder = try TemporaryFolder()
    let result = try HeedCommand.run(
      ["replay", "-", "--json", "--agents", "none", "--data", folder.path("data")], input: Self.requests)
    let report = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(result.status == 0 && report["tickets"] as? Int == 30 && report["left_waiting"] as? Int == 30)
    #expect((report["repeats"] as? [String: Any])?["remembered"] as? Int == 26)
    #expect(FileManager.default.fileExists(atPath: folder.path("data/heed.db")))
  }

  @Test(
    "What cannot be played ends it with words for it",
    arguments: [
      (["replay", "-"], "", "nothing to play"), (["replay", "-"], "{}", "line 1"),
      (["replay", "-", "--agents", "x"], "", "--agents"), (["replay", "-", "--handling", "13h"], "", "--handling"),
      (["replay", "/nowhere"], "", "/nowhere"),
    ])
  func mistakes(_ arguments: [String], _ input: String, _ words: String) throws {
    let result = try HeedCommand.run(arguments, input: input)
    #expect(result.status != 0 && result.errors.contains(words), "\(result.errors)")
  }
}
