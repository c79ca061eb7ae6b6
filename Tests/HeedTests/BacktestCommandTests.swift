import Foundation
import TestSupport
import Testing

@Suite("heed backtest")
struct BacktestCommandTests {
  private static let sample = "config/samples/calls.csv"
  private static let mapping = ["--mapping", "config/samples/calls.mapping.yaml"]
  /// The same as the mapping file.
  private static let options = [
    "--map", "date=date,arrived=queued_at,waited=wait,handling=talk", "--map",
    "priority=priority,outcome=outcome,agent=agent", "--served", "answered", "--abandoned", "hung-up", "--drop",
    "outcome=test", "--tier", "2=90s-head-start", "--handling", "3m",
  ]

  private func json(_ arguments: [String], input: String = "") throws -> [String: Any] {
    let result = try HeedCommand.run(["backtest", "--json"] + arguments, input: input)
    #expect(result.status == 0, "\(result.errors)")
    return try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
  }

  private func number(_ value: Any?, _ path: String...) throws -> Double {
    var value = value
    for key in path { value = (value as? [String: Any])?[key] }
    return try #require(value as? Double)
  }

  @Test("It shows every estimator's errors, and Heed's by priority; the mapping file and options say the same")
  func table() throws {
    let result = try HeedCommand.run(["backtest", Self.sample] + Self.mapping)
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    for word in [
      "Heed's forecast", "handling time × position / agents", "average of the last 30", "MAE", "RMSE", "p90 cover",
      "rows dropped", "gave up", "by priority",
    ] {
      #expect(result.output.contains(word), "\(word)")
    }
    #expect(try HeedCommand.run(["backtest", Self.sample] + Self.options).output == result.output)
    let onInput = try HeedCommand.run(
      ["backtest", "-"] + Self.mapping, input: String(decoding: try Repository.bytes(Self.sample), as: UTF8.self))
    #expect(onInput.output == result.output)
  }

  @Test("As JSON it has all figures, and they agree")
  func figures() throws {
    let report = try json([Self.sample] + Self.mapping)
    let waits = try number(report, "all", "heed", "waits")
    #expect(waits > 100)
    #expect(try number(report, "waited") == waits + number(report, "gave_up"))
    let mae = try number(report, "all", "heed", "mae_seconds")
    #expect(try abs(number(report, "all", "heed", "pinball50_seconds") * 2 - mae) < 0.02)
    #expect(try number(report, "all", "heed", "rmse_seconds") > mae)
    let parts = try ["1", "2"].map { try number(report, "priorities", $0, "heed", "waits") }
    #expect(parts[0] + parts[1] == waits)
    #expect((report["all"] as? [String: [String: Any]])?["last-served"]?["p90_coverage"] is NSNull)
    #expect((report["hours"] as? [Any])?.count == 10)
  }

  @Test("Logs may have other separators, other times, times of starts and ends, and no agents")
  func formats() throws {
    let lines =
      ["came;taken;done;gone"]
      + (0..<40).map { index in
        let came = 1_795_338_000 + index * 50
        let taken = 1_795_338_000 + index * 61 + (index == 0 ? 0 : 30)
        return index % 10 == 9 ? "\(came);;;\(came + 40)" : "\(came);\(taken);\(taken + 55);"
      }
    let arguments = ["-", "--map", "arrived=came,started=taken,ended=done,left=gone"]
    let report = try json(arguments, input: lines.joined(separator: "\n"))
    #expect(try number(report, "gave_up") == 4 && number(report, "all", "heed", "waits") == 35)
    let dated = ["came\ttook\twaited", "2026-11-23 9:00:00\t60\t0", "2026-11-23T09:00:10Z\t1:00\t50"]
      .joined(separator: "\n")
    let other = try json(["-", "--map", "arrived=came,handling=took,waited=waited,agent=took"], input: dated)
    #expect(try number(other, "tickets") == 2 && number(other, "waited") == 1)
  }

  @Test("A page has the table and plots, and asks nobody for anything")
  func page() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("page.html")
    let result = try HeedCommand.run(["backtest", Self.sample, "--html", path] + Self.mapping)
    #expect(result.status == 0 && result.errors == "heed: wrote \(path)\n")
    let page = try String(contentsOfFile: path, encoding: .utf8)
    #expect(page.components(separatedBy: "<svg").count == 3 && page.contains("Back-test of calls.csv"))
    for word in ["http:", "https:", "<script", "<link", "url("] { #expect(!page.contains(word), "\(word)") }
  }

  @Test(
    "What is missing or wrong is said in words",
    arguments: [
      ([], "no column tells when tickets arrived"),
      (["--map", "arrived=queued_at"], "no column tells how long tickets waited"),
      (["--map", "arrived=queued_at,waited=wait"], "no column tells how long agents took"),
      (["--map", "arrived=queued_at,waited=wait,handling=talk"], "no column tells which tickets were served"),
      (["--map", "arrived=x,waited=y,handling=talk,agent=agent"], "expected x, y"),
      (["--map", "when=x"], "--map takes FACT=COLUMN"),
      (["--drop", "outcome"], "--drop takes COLUMN=VALUE"),
      (["--tier", "2=soon"], "--tier takes a tier with a promise, a head start or both"),
      (["--mapping", "nowhere.yaml"], "nowhere.yaml"),
    ])
  func mistakes(arguments: [String], words: String) throws {
    let result = try HeedCommand.run(["backtest", Self.sample] + arguments)
    #expect(result.status == 1 && result.output.isEmpty)
    #expect(result.errors.contains(words), "\(result.errors)")
  }

  @Test("Rows that cannot be read are named, the rest is judged, and the exit code says so")
  func refused() throws {
    let text = String(decoding: try Repository.bytes(Self.sample), as: UTF8.self)
    let broken = text + "2026-11-23,noon,,0,,1,answered,agent-1\n2026-11-23,12:00:00,,0,,1,lost,\n"
    let result = try HeedCommand.run(["backtest", "-"] + Self.mapping, input: broken)
    #expect(result.status == 1 && result.output.contains("2 refused"))
    #expect(result.errors.contains("arrived is noon, not a time"))
    #expect(result.errors.contains("the outcome lost is neither served nor abandoned"))
    let folder = try TemporaryFolder()
    let mapping = try folder.write("columns: {arrival: x}\nhandling: soon\n", to: "mapping.yaml")
    let wrong = try HeedCommand.run(["backtest", Self.sample, "--mapping", mapping])
    #expect(wrong.status == 1 && wrong.errors.contains("line 1, columns.arrival: found an unknown field"))
    #expect(wrong.errors.contains("expected a time such as 90s or 5m"))
  }
}
