import Foundation
import TestSupport
import Testing

@testable import Scoring

@Suite("Story estimator")
struct StoryEstimatorTests {
  private func close(_ a: Double, _ b: Double, _ tolerance: Double = 1e-12) -> Bool {
    abs(a - b) <= tolerance * max(1, abs(b))
  }

  @Test("a root post alone decays in closed form", arguments: [0.0, 1, 60, 1200, 14_400, 1e6])
  func closedForm(passed: Double) {
    var story = StoryEstimator(rootPostAt: 1000)
    story.advance(to: 1000 + passed)
    let (omega, tau) = (1.0 / 1200, 14_400.0)
    #expect(close(story.freshPosts, exp(-omega * passed)))
    #expect(
      close(story.exposure, omega * (exp(-omega * passed) - exp(-passed / tau)) / (1 / tau - omega)))
    #expect(story.shares == 0)
    #expect(close(story.reproduction, 1 / (story.exposure + 2)))
    // Q(1, x) = e⁻ˣ.
    #expect(close(story.growthProbability, exp(-(story.exposure + 2))))
  }

  @Test("the limit ω = 1/τ and its neighbourhood are smooth")
  func equalRates() throws {
    let tau = 1200.0
    for offset in [0, 1e-16, 1e-12, -1e-12, 1e-9, -1e-9, 1e-7] {
      let parameters = try StoryParameters(reactionRate: (1 + offset) / tau, memory: tau)
      var story = StoryEstimator(rootPostAt: 0, parameters: parameters)
      story.advance(to: 900)
      #expect(close(story.exposure, 900 / tau * exp(-900 / tau), 2e-7 + abs(offset)), "\(offset)")
    }
    var exact = StoryEstimator(rootPostAt: 0, parameters: try StoryParameters(reactionRate: 0.5, memory: 2))
    exact.advance(to: 3)
    #expect(close(exact.exposure, 1.5 * exp(-1.5)))
  }

  @Test("one advance equals many")
  func stepping() {
    var generator = SeededGenerator()
    for _ in 0..<300 {
      var stepped = StoryEstimator(rootPostAt: 0)
      for _ in 0..<Int.random(in: 0...50, using: &generator) {
        stepped.share(at: stepped.time + generator.logUniform(0.1...600))
      }
      var once = stepped
      let end = stepped.time + generator.logUniform(1...50_000)
      once.advance(to: end)
      while stepped.time < end { stepped.advance(to: min(end, stepped.time + generator.logUniform(1...9000))) }
      #expect(close(once.shares, stepped.shares, 1e-10), "\(generator)")
      #expect(close(once.exposure, stepped.exposure, 1e-10), "\(generator)")
      #expect(close(once.freshPosts, stepped.freshPosts, 1e-10), "\(generator)")
    }
  }

  @Test("the order in which shares arrive makes no difference")
  func outOfOrder() {
    var generator = SeededGenerator()
    for _ in 0..<300 {
      var times: [Double] = []
      for _ in 0..<Int.random(in: 1...60, using: &generator) {
        times.append((times.last ?? 0) + generator.logUniform(0.1...3000))
      }
      var inOrder = StoryEstimator(rootPostAt: 0)
      for time in times { inOrder.share(at: time) }
      var shuffled = StoryEstimator(rootPostAt: 0)
      for time in times.shuffled(using: &generator) { shuffled.share(at: time) }
      #expect(close(shuffled.shares, inOrder.shares, 1e-10), "\(generator)")
      #expect(close(shuffled.exposure, inOrder.exposure, 1e-10), "\(generator)")
      #expect(close(shuffled.freshPosts, inOrder.freshPosts, 1e-10), "\(generator)")
    }
  }

  @Test("time that goes backwards stops; what is no time is no share; one from long ago counts next to nothing")
  func backwards() {
    var story = StoryEstimator(rootPostAt: 100)
    story.share(at: 200)
    let before = story
    story.advance(to: 150)
    story.advance(to: .nan)
    story.advance(to: .infinity)
    story.share(at: .nan)
    #expect(story == before)
    story.share(at: 150)
    #expect(story.time == 200)
    #expect(story.shares > before.shares + 0.99 && story.shares < before.shares + 1)
    let next = story
    story.share(at: -1e12)
    #expect(story == next)
  }

  @Test("stays finite and in range whatever happens")
  func extremes() throws {
    var generator = SeededGenerator()
    for _ in 0..<300 {
      let parameters = try StoryParameters(
        reactionRate: generator.logUniform(1e-9...1e3), memory: generator.logUniform(1e-3...1e9))
      var story = StoryEstimator(rootPostAt: generator.logUniform(1e-9...1e9), parameters: parameters)
      for _ in 0..<50 { story.share(at: story.time + generator.logUniform(1e-9...1e9)) }
      let numbers = [story.time, story.shares, story.exposure, story.freshPosts, story.reproduction]
      #expect(numbers.allSatisfy { $0.isFinite && $0 >= 0 }, "\(story), \(generator)")
      #expect((0...1).contains(story.growthProbability), "\(story), \(generator)")
    }
    var ancient = StoryEstimator(rootPostAt: -1e300)
    ancient.share(at: 1e300)
    #expect(ancient.shares == 1 && ancient.freshPosts == 1)
    #expect(StoryEstimator(rootPostAt: .nan).time == 0)
  }

  @Test("restores what was kept and nothing else")
  func restoring() {
    var story = StoryEstimator(rootPostAt: 5)
    story.share(at: 9)
    let copy = StoryEstimator(
      time: story.time, shares: story.shares, exposure: story.exposure, freshPosts: story.freshPosts)
    #expect(copy == story)
    #expect(StoryEstimator(time: .nan, shares: 0, exposure: 0, freshPosts: 0) == nil)
    #expect(StoryEstimator(time: 0, shares: -1, exposure: 0, freshPosts: 0) == nil)
    #expect(StoryEstimator(time: 0, shares: 0, exposure: .infinity, freshPosts: 0) == nil)
    #expect(StoryEstimator(time: 0, shares: 0, exposure: 0, freshPosts: .nan) == nil)
  }

  @Test("the signal needs sharers")
  func signal() {
    #expect(storySignal(growthProbability: 1, sharers: 5) == 0.5)
    #expect(storySignal(growthProbability: 0.8, sharers: 0) == 0)
    #expect(storySignal(growthProbability: 0.8, sharers: -3) == 0)
    #expect(storySignal(growthProbability: .nan, sharers: 3) == 0)
    #expect(storySignal(growthProbability: 7, sharers: 95) == 0.95)
    #expect(storySignal(growthProbability: 1, sharers: .max) <= 1)
  }

  @Test(
    "sees a real story take off and end",
    // The cascade may not ship; it is part of the evaluation data.
    .enabled(if: SharedData.has("virality/one_cascade.csv")))
  func realStory() throws {
    let times = try SharedData.rows("virality/one_cascade.csv").map { row in
      try #require(row["relative_time_second"].flatMap { Double($0) })
    }
    func state(at end: Double) -> StoryEstimator {
      var story = StoryEstimator(rootPostAt: 0)
      for time in times.dropFirst() where time <= end { story.share(at: time) }
      story.advance(to: end)
      return story
    }
    let early = state(at: 300)
    #expect(abs(early.reproduction - 4.5) < 0.05, "\(early.reproduction)")
    #expect(early.growthProbability > 0.999)
    let late = state(at: 6 * 3600)
    #expect(late.reproduction < 1, "\(late.reproduction)")
    let seen = Double(times.count { $0 <= 6 * 3600 } - 1) / Double(times.count - 1)
    #expect(abs(seen - 0.54) < 0.01, "\(seen)")
  }
}
