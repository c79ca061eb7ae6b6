import Scoring
import TestSupport
import Testing

@testable import HeedService

@Suite("Parameters written into a policy")
struct PolicyEditTests {
  private static func values() throws -> PolicyEdit.Values {
    PolicyEdit.Values(
      purchases: try BGNBD(r: 0.61234567, alpha: 9.25, a: 0.0001234, b: 3),
      spending: try GammaGamma(p: 3, q: 4.5, gamma: 61234.5),
      origin: "sales.csv, 120 customers until 2026-11-22")
  }

  private func expectWritten(_ text: String) throws {
    let model = try PolicyReader.read(text, path: "policy.yaml").lifetimeValue
    #expect(abs(model.purchaseModel.r - 0.612346) < 1e-9 && abs(model.purchaseModel.a - 0.0001234) < 1e-12, "\(text)")
    #expect(model.spendModel.q == 4.5 && abs(model.spendModel.gamma - 61234.5) < 1e-6, "\(text)")
  }

  @Test("The policy that ships changes in its parameters alone, and keeps its comments")
  func shipped() throws {
    let text = try String(decoding: Repository.bytes("config/policy.yaml"), as: UTF8.self)
    var values = try Self.values()
    values.horizonWeeks = 104
    values.population = "own.csv"
    let edited = try PolicyEdit.apply(values, to: text, path: "policy.yaml")
    try expectWritten(edited)
    let settings = try PolicyReader.read(edited, path: "policy.yaml")
    #expect(settings.lifetimeValue.horizonWeeks == 104 && settings.populationFile == "own.csv")
    let (before, after) = (text.split(separator: "\n"), edited.split(separator: "\n"))
    let difference = after.difference(from: before)
    #expect(difference.removals.count == 4 && difference.insertions.count == 6)
    let signs = after.filter { $0.hasPrefix("  # Fitted by heed fit to sales.csv, 120 customers until 2026-11-22.") }
    #expect(signs.count == 2)
    #expect(try PolicyEdit.apply(values, to: edited, path: "policy.yaml") == edited, "a second time")
  }

  @Test(
    "Other layouts are edited too",
    arguments: [
      "name: short\n", "name: short\npopulation: none",
      "lifetime_value:\n  bg_nbd:\n    # rates\n    r: 1   # of them\n    alpha: 2\n    b: 1e0\n    a: .5\n  gamma_gamma:\n    p: 1\n    q: 2\n    gamma: 3\n",
      "lifetime_value: {bg_nbd: {r: 1, alpha: 2, a: 3, b: 4}, gamma_gamma: {p: 1, q: 2, gamma: 3}}\nname: flow\n",
      "name: \"naïve – ☂ {\"\nlifetime_value:\n  gamma_gamma: {gamma: 1, q: 1, p: 1}\n  bg_nbd: {b: 1, a: 1, alpha: 1, r: 1}\n",
    ])
  func layouts(text: String) throws {
    let edited = try PolicyEdit.apply(try Self.values(), to: text, path: "policy.yaml")
    try expectWritten(edited)
    let comment = text.contains("# of them")
    #expect(edited.contains("# of them") == comment && edited.contains("# rates") == comment)
    var values = try Self.values()
    values.population = "own.csv"
    let named = try PolicyEdit.apply(values, to: text, path: "policy.yaml")
    #expect(try PolicyReader.read(named, path: "policy.yaml").populationFile == "own.csv")
  }

  @Test("What cannot be edited is left alone, and the lines to write by hand are said")
  func refusals() throws {
    for text in [
      "lifetime_value:\n  bg_nbd: {r: 1, alpha: 2, a: 3, b: 4}\n", "lifetime_value:\n  margin: 0.5\n",
      "lifetime_value:\n  bg_nbd: {r: &x 1, alpha: *x, a: 3, b: 4}\n  gamma_gamma: {p: 1, q: 2, gamma: 3}\n",
    ] {
      #expect {
        try PolicyEdit.apply(try Self.values(), to: text, path: "policy.yaml")
      } throws: {
        "\($0)".contains("bg_nbd: {r: 0.612346, alpha: 9.25, a: 0.0001234, b: 3}")
      }
    }
    #expect {
      try PolicyEdit.apply(try Self.values(), to: "name: [", path: "policy.yaml")
    } throws: {
      $0 is FileError
    }
  }
}
