import Foundation
import TestSupport
import Testing

@testable import Scoring

@Suite("Authenticity")
struct AuthenticityTests {
  private let full = AccountFacts(
    posts: 12_000, following: 300, ageDays: 900, listed: 9000, hasURL: true, hasBio: true)

  @Test("follows the published form")
  func form() throws {
    let value = try #require(Authenticity().probability(full))
    // −.3 + 1.5(log₁₀ 12,001 − 1.7) − 1.5·300/930 + 1.5 + 1 + .25 = 5.5352
    #expect(abs(value - 0.996071) < 1e-5, "\(value)")
    let bought = try #require(
      Authenticity().probability(
        AccountFacts(posts: 0, following: 2000, ageDays: 20, listed: 0, hasURL: false, hasBio: false)))
    #expect(bought < 0.001)
  }

  @Test("needs posts, accounts followed and age")
  func required() {
    for change: @Sendable (inout AccountFacts) -> Void in [
      { $0.posts = nil }, { $0.following = nil }, { $0.ageDays = nil }, { $0.posts = -1 }, { $0.following = -1 },
      { $0.ageDays = -1 }, { $0.ageDays = .nan }, { $0.ageDays = .infinity },
    ] {
      var facts = full
      change(&facts)
      #expect(Authenticity().probability(facts) == nil)
    }
  }

  @Test("a term of an unknown fact counts half")
  func optional() throws {
    let zero = AccountFacts(posts: 100, following: 100, ageDays: 100, listed: 0, hasURL: false, hasBio: false)
    func logOdds(_ facts: AccountFacts) throws -> Double {
      let value = try #require(Authenticity().probability(facts))
      return log(value / (1 - value))
    }
    let base = try logOdds(zero)
    var facts = zero
    facts.listed = nil
    #expect(abs(try logOdds(facts) - base - 0.75) < 1e-9)
    facts.listed = -4
    #expect(abs(try logOdds(facts) - base - 0.75) < 1e-9, "a negative count is unknown")
    facts = zero
    facts.hasURL = nil
    #expect(abs(try logOdds(facts) - base - 0.5) < 1e-9)
    facts = zero
    facts.hasBio = nil
    #expect(abs(try logOdds(facts) - base - 0.25) < 1e-9)
  }

  @Test("survives the greatest counts and odd coefficients")
  func extremes() throws {
    var facts = full
    facts.posts = .max
    facts.following = .max
    let value = try #require(Authenticity().probability(facts))
    #expect((0...1).contains(value))
    #expect(Authenticity(posts: .nan).probability(full) == nil)
    #expect(Authenticity(posts: .infinity, following: .infinity).probability(full) == nil)
  }

  @Test(
    "tells genuine from bought accounts",
    // The accounts are for research only and may not ship; they are part of the evaluation data.
    .enabled(if: SharedData.has("social/fake_followers.csv")))
  func areaUnderCurve() throws {
    var scored: [(probability: Double, isFake: Bool)] = []
    for row in try SharedData.rows("social/fake_followers.csv") {
      let facts = AccountFacts(
        posts: row["statuses"].flatMap { Int($0) }, following: row["friends"].flatMap { Int($0) },
        ageDays: row["age_days"].flatMap { Double($0) }, listed: row["listed"].flatMap { Int($0) },
        hasURL: row["has_url"].map { $0 == "1" }, hasBio: row["has_bio"].map { $0 == "1" })
      let probability = try #require(Authenticity().probability(facts))
      scored.append((probability, row["fake"] == "1"))
    }
    let auc = Self.areaUnderCurve(scored)
    let right = scored.count { ($0.probability < 0.3) == $0.isFake }
    let accuracy = Double(right) / Double(scored.count)
    let genuine = scored.filter { !$0.isFake }
    let falsePositives = Double(genuine.count { $0.probability < 0.3 }) / Double(genuine.count)
    print(
      "authenticity: AUC \(auc) on \(scored.count) accounts; at .3 accuracy \(accuracy), "
        + "false positives \(falsePositives)")
    #expect(auc >= 0.97, "\(auc)")
  }

  /// The probability that a genuine account ranks above a bought one, ties counted half (Mann and Whitney).
  private static func areaUnderCurve(_ scored: [(probability: Double, isFake: Bool)]) -> Double {
    let fakes = scored.filter(\.isFake).map(\.probability)
    let genuine = scored.filter { !$0.isFake }.map(\.probability)
    var wins = 0.0
    for value in genuine {
      for other in fakes { wins += value > other ? 1 : (value == other ? 0.5 : 0) }
    }
    return wins / Double(genuine.count * fakes.count)
  }
}
