import Foundation
import TestSupport
import Testing

@testable import Scoring

@Suite("The week profile")
struct WeekProfileTests {
  /// A profile that saw `weeks` of the pattern's expected tickets, `rate` an average hour.
  private func profile(hours: Int, rate: Double) -> WeekProfile {
    var profile = WeekProfile()
    for hour in 0..<hours {
      profile.take(
        tickets: rate * SimulatedTraffic.levels[hour % 168], slot: hour % 168, share: 1, memory: 28 * 24)
      profile.refresh()
    }
    return profile
  }

  @Test("is flat, and doubts it, before anything was seen")
  func nothing() {
    let profile = WeekProfile()
    #expect(profile.levels == Array(repeating: 1, count: 168))
    #expect(profile.doubts.allSatisfy { $0 >= 1 })
    #expect(profile.averageHours(from: 1e9, to: 1e9 + 7200) == 2)
  }

  @Test("learns the hours of the day from one day, and the weekend from some weeks")
  func levels() {
    let truth = SimulatedTraffic.levels
    let day = profile(hours: 24, rate: 50)
    #expect(day.levels[34] > 3 * day.levels[27], "Friday's morning and night, after Thursday alone")
    let month = profile(hours: 5 * 168, rate: 50)
    for slot in 0..<168 where truth[slot] > 0.3 {
      #expect(abs(month.levels[slot] / truth[slot] - 1) < 0.25, "hour \(slot): \(month.levels[slot]), \(truth[slot])")
      #expect(month.doubts[slot] < 0.1, "hour \(slot): \(month.doubts[slot])")
    }
    #expect(abs(month.rate / 50 - 1) < 0.02)
    #expect(abs(month.levels.reduce(0, +) / 168 - 1) < 1e-12)
  }

  @Test("counts the average hours between two times as the sum of their parts")
  func averageHours() {
    let profile = profile(hours: 400, rate: 20)
    var generator = SeededGenerator()
    for _ in 0..<1000 {
      let start = Double.random(in: 1e9...1.1e9, using: &generator)
      let end = start + generator.logUniform(1...3e6)
      let middle = Double.random(in: start...end, using: &generator)
      let parts = profile.averageHours(from: start, to: middle) + profile.averageHours(from: middle, to: end)
      #expect(abs(profile.averageHours(from: start, to: end) - parts) < 1e-6, "\(start), \(end), \(generator)")
      #expect(abs(profile.averageHours(from: start, to: start + 7 * 86_400) - 168) < 1e-6, "\(start), \(generator)")
    }
  }

  @Test("holds in each memory what a sum over minutes holds", arguments: [0.5, 3.0, 672.0])
  func fadedWeek(memory: Double) {
    let profile = profile(hours: 400, rate: 20)
    let week = FadedWeek(memory: memory, profile: profile.levels)
    let end = 2000 * 604_800.0 + 200_123
    let start = end - 5 * 86_400
    var sum = 0.0
    for minute in 0..<(5 * 1440) {
      let time = start + Double(minute) * 60 + 30
      sum += profile.levels[WeekTime(time).slot] * exp((time - end) / 3600 / memory) / 60
    }
    #expect(abs(week.value(from: start, to: end, profile: profile.levels) / sum - 1) < 0.01)
  }

  @Test("gives back what a surge had brought")
  func remove() {
    var profile = profile(hours: 168, rate: 20)
    let before = profile.counts
    let start = 2000 * 604_800.0 + 9.5 * 3600
    profile.remove(6, from: start, to: start + 5400)
    let taken = zip(before, profile.counts).map { $0 - $1 }
    #expect(abs(taken[9] - 2) < 1e-9 && abs(taken[10] - 4) < 1e-9)
    #expect(abs(taken.reduce(0, +) - 6) < 1e-9)
  }
}
