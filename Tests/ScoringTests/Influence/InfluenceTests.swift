import TestSupport
import Testing

@testable import Scoring

@Suite("Influence")
struct InfluenceTests {
  @Test("the curve runs from 0 to 1 at a million and stays there")
  func curve() {
    #expect(Influence.curve(0) == 0)
    #expect(Influence.curve(1e6) == 1)
    #expect(Influence.curve(5e6) == 1)
    #expect(Influence.curve(.infinity) == 1)
    #expect(Influence.curve(-3) == 0)
    #expect(Influence.curve(.nan) == 0)
    #expect(abs(Influence.curve(999) - 0.5) < 1e-6)
  }

  @Test("reach is bounded by engagement")
  func reach() {
    #expect(Influence.reach(followers: 1_000_000, engagers: 40_000) == 1_000_000)
    #expect(Influence.reach(followers: 1_000_000, engagers: 0) == 100)
    #expect(Influence.reach(followers: 50, engagers: 0) == 50)
    #expect(Influence.reach(followers: 1_000_000, engagers: nil) == 1000)
    #expect(Influence.reach(followers: 1_000_000, engagers: -1) == 1000)
    #expect(Influence.reach(followers: -1, engagers: 5) == 0)
    #expect(Influence.reach(followers: .max, engagers: .max) == Double(Int.max))
  }

  @Test("phases weigh as designed")
  func phases() {
    let full = relative(followers: 1_000_000, engagers: 40_000, authenticity: 1, relevance: 1)
    #expect(full == 1)
    let elsewhere = relative(followers: 1_000_000, engagers: 40_000, authenticity: 0.5, relevance: 0)
    #expect(abs(elsewhere - 0.1) < 1e-12)
    #expect(relative(followers: 1_000_000, engagers: 9, authenticity: .nan, relevance: 1) == 0)
    #expect(relative(followers: 100, engagers: 9, authenticity: 7, relevance: .nan) <= 0.2)
    #expect(Influence.absolute(totalFollowers: 2e6) == 1)
    #expect(Influence.declared(followers: 1_000_000) == 0.5)
    #expect(Influence.declared(followers: -5) == 0)
  }

  @Test("ten times the followers add at most .17, and nothing beyond what engagement carries")
  func boughtFollowers() {
    var generator = SeededGenerator()
    for _ in 0..<100_000 {
      let followers = Int(generator.logUniform(1...1e8))
      let engagers = Bool.random(using: &generator) ? Int(generator.logUniform(1...1e5)) - 1 : nil
      let authenticity = Double.random(in: 0...1, using: &generator)
      let relevance = Double.random(in: 0...1, using: &generator)
      func signal(_ followers: Int) -> Double {
        relative(followers: followers, engagers: engagers, authenticity: authenticity, relevance: relevance)
      }
      let gain = signal(followers * 10) - signal(followers)
      #expect(gain >= 0 && gain <= 0.17, "\(followers) \(engagers ?? -1), \(generator)")
      if let engagers, followers >= 100 * (engagers + 1) { #expect(gain == 0, "\(generator)") }
    }
  }

  private func relative(followers: Int, engagers: Int?, authenticity: Double, relevance: Double) -> Double {
    Influence.relative(
      reach: Influence.reach(followers: followers, engagers: engagers), authenticity: authenticity,
      relevance: relevance)
  }
}
