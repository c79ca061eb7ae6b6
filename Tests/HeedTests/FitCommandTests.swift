import Foundation
import TestSupport
import Testing

@Suite("heed fit")
struct FitCommandTests {
  private static let sample = "config/samples/transactions.csv"
  private static let cdnow = "clv/cdnow_transactions.txt"

  private func json(_ arguments: [String], input: String = "") throws -> [String: Any] {
    let result = try HeedCommand.run(["fit", "--json"] + arguments, input: input)
    #expect(result.status == 0, "\(result.errors)")
    return try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
  }

  private func number(_ value: Any?, _ path: String...) throws -> Double {
    var value = value
    for key in path { value = (value as? [String: Any])?[key] }
    return try #require(value as? Double)
  }

  @Test("It shows parameters with standard errors, convergence, and expected beside actual purchases")
  func table() throws {
    let result = try HeedCommand.run(["fit", Self.sample, "--calibrate-until", "1997-09-30"])
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    for word in [
      "589 customers", "standard error", "alpha", "gamma", "Log-likelihood", "converged after", "4 of 4 starts agree",
      "repeat purchases", "expected", "7+", "In the 39 weeks after", "predicted",
    ] {
      #expect(result.output.contains(word), "\(word): \(result.output)")
    }
    let all = try HeedCommand.run(["fit", Self.sample])
    #expect(all.status == 0 && !all.output.contains("In the") && !all.output.contains("until"))
  }

  @Test("CDNOW gives the published parameters as JSON", .enabled(if: SharedData.has(cdnow)))
  func published() throws {
    let path = try #require(SharedData.url(Self.cdnow)).path
    let report = try json([path, "--columns", "2,3,5", "--calibrate-until", "1997-09-30"])
    for (model, name, value) in [
      ("bg_nbd", "r", 0.243), ("bg_nbd", "alpha", 4.414), ("bg_nbd", "a", 0.793), ("bg_nbd", "b", 2.426),
      ("gamma_gamma", "p", 6.25), ("gamma_gamma", "q", 3.74), ("gamma_gamma", "gamma", 15.44),
    ] {
      let fitted = try number(report, model, "parameters", name)
      #expect(abs(fitted - value) < 0.01 * value, "\(name): \(fitted)")
      #expect(try number(report, model, "standard_errors", name) > 0)
    }
    #expect(try number(report, "holdout", "actual") == 1882)
    #expect(try abs(number(report, "holdout", "predicted") - 1654) < 2)
    #expect(report["calibrated_until"] as? String == "1997-09-30" && report["until"] as? String == "1998-06-30")
    #expect((report["weeks"] as? [Any])?.count == 78 && (report["warnings"] as? [Any])?.isEmpty == true)
  }

  @Test("A page has the plots, and asks nobody for anything")
  func page() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("page.html")
    let result = try HeedCommand.run(["fit", Self.sample, "--calibrate-until", "1997-09-30", "--html", path])
    #expect(result.status == 0 && result.errors == "heed: wrote \(path)\n")
    let page = try String(contentsOfFile: path, encoding: .utf8)
    for word in ["tracking-plot", "frequency-plot", "holdout-plot", "fitted until here"] {
      #expect(page.contains(word), "\(word)")
    }
    for word in ["http:", "https:", "<script", "<link", "url("] { #expect(!page.contains(word), "\(word)") }
  }

  @Test("Policy and population table are written, and are good ones")
  func outputs() throws {
    let folder = try TemporaryFolder()
    let (policy, table) = (folder.path("policy.yaml"), folder.path("own.csv"))
    let result = try HeedCommand.run([
      "fit", Self.sample, "--policy-output", policy, "--population", table, "--horizon-weeks", "104",
    ])
    #expect(result.status == 0, "\(result.errors)")
    let text = try String(contentsOfFile: policy, encoding: .utf8)
    #expect(text.contains("population: own.csv") && text.contains("horizon_weeks: 104"))
    #expect(text.contains("# Fitted by heed fit to transactions.csv, 589 customers until"))
    let check = try HeedCommand.run(["check", "--policy", policy])
    #expect(check.status == 0, "\(check.output)\(check.errors)")
    #expect(try String(contentsOfFile: table, encoding: .utf8).split(separator: "\n").count == 1004)
    let again = try HeedCommand.run(["fit", Self.sample, "--policy", policy, "--policy-output", policy])
    #expect(again.status == 0, "\(again.errors)")
    #expect(try String(contentsOfFile: policy, encoding: .utf8) == text)
    let held = try HeedCommand.run(["fit", Self.sample, "--population", table, "--calibrate-until", "19970930"])
    #expect(held.status == 0 && held.errors.contains("fit to all for a policy in use"))
    #expect(held.errors.contains("the table goes with these parameters"))
  }

  @Test("Rows that cannot be read are named, the rest is fitted, and the exit code says so")
  func refused() throws {
    let text = String(decoding: try Repository.bytes(Self.sample), as: UTF8.self)
    let result = try HeedCommand.run(["fit", "-"], input: text + "4,noon,5\n4,1998-01-01,-5\n")
    #expect(result.status == 1 && result.output.contains("1806 transactions"))
    #expect(result.errors.contains("line 1810: expected a date"), "\(result.errors)")
    #expect(result.errors.contains("returns, with values below zero, which do not count: 1"))
  }

  @Test(
    "What is missing or wrong is said in words",
    arguments: [
      ([sample, "--columns", "customer,date"], "--columns takes three columns"),
      ([sample, "--columns", "who,date,value"], "expected who"),
      ([sample, "--calibrate-until", "soon"], "--calibrate-until takes a date"),
      ([sample, "--calibrate-until", "1999-01-01"], "expected the calibration to end after"),
      ([sample, "--horizon-weeks", "0"], "--horizon-weeks takes a number"),
      (["nowhere.csv"], "nowhere.csv is no such file"), (["-"], "expected transactions, found none"),
      (["config/population.csv"], "expected customer, date and value"),
      ([sample, "--html", "nowhere/page.html"], "cannot write nowhere/page.html"),
    ])
  func mistakes(arguments: [String], words: String) throws {
    let result = try HeedCommand.run(["fit"] + arguments)
    #expect(result.status != 0 && result.output.isEmpty)
    #expect(result.errors.contains(words), "\(result.errors)")
  }

  @Test("Who buys only once gives no fit, and who spends nothing no policy")
  func degenerate() throws {
    let once = (0..<50).map { "c\($0),2026-01-0\($0 % 9 + 1),5" }.joined(separator: "\n")
    let none = try HeedCommand.run(["fit", "-"], input: once)
    #expect(none.status == 1 && none.errors.contains("expected at least 10 customers who bought again, found 0"))
    let text = String(decoding: try Repository.bytes(Self.sample), as: UTF8.self)
    let free = text.split(separator: "\n").map { line in
      line.first?.isNumber == true ? line.prefix { $0 != "," } + line.drop { $0 != "," }.prefix(11) + ",0" : line
    }
    let folder = try TemporaryFolder()
    let result = try HeedCommand.run(
      ["fit", "-", "--policy-output", folder.path("policy.yaml")], input: free.joined(separator: "\n"))
    #expect(result.status == 1 && result.output.contains("Mind: Gamma-Gamma was not fitted"))
    #expect(result.errors.contains("expected at least 10 customers with repeat purchases of some value, found 0"))
    #expect(!FileManager.default.fileExists(atPath: folder.path("policy.yaml")))
  }
}
