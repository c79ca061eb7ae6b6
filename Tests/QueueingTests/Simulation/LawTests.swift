import Foundation
import TestSupport
import Testing

@testable import Queueing

@Suite("Laws of chance")
struct LawTests {
  private static let count = 400_000

  /// Mean and variance of many samples, with five standard errors of the mean.
  private func moments(_ sample: (inout RandomStream) -> Double) -> (mean: Double, variance: Double, error: Double) {
    var random = RandomStream(seed: 5)
    var (sum, squares) = (0.0, 0.0)
    for _ in 0..<Self.count {
      let value = sample(&random)
      sum += value
      squares += value * value
    }
    let mean = sum / Double(Self.count)
    let variance = squares / Double(Self.count) - mean * mean
    return (mean, variance, 5 * (variance / Double(Self.count)).squareRoot())
  }

  @Test("Handling times have the mean and the variation that they say")
  func handling() {
    let shapes: [HandlingLaw.Shape] = [
      .exponential, .deterministic, .erlang(stages: 4), .lognormal(variation: 0.5), .lognormal(variation: 1.5),
      .hyperexponential(variation: 1), .hyperexponential(variation: 4),
    ]
    for shape in shapes {
      let law = HandlingLaw(shape, meanSeconds: 360)
      let (mean, variance, error) = moments { law.sample(&$0) }
      #expect(abs(mean - 360) <= error + 1e-6, "\(shape)")
      #expect(abs(variance / (360 * 360) - law.variation) <= 0.05 * law.variation + 1e-9, "\(shape)")
    }
    #expect(HandlingLaw(meanSeconds: 1, variation: 0).shape == .deterministic)
    #expect(HandlingLaw(meanSeconds: 1, variation: 1).shape == .exponential)
    #expect(HandlingLaw(meanSeconds: 1, variation: 0.5).shape == .lognormal(variation: 0.5))
    #expect(HandlingLaw(meanSeconds: 1, variation: 2).shape == .hyperexponential(variation: 2))
  }

  @Test("Streams of one seed, and of seeds next to each other, have nothing in common")
  func streams() {
    let pairs = [
      (RandomStream(seed: 1), RandomStream(seed: 1, index: 1)), (RandomStream(seed: 1), RandomStream(seed: 2)),
    ]
    for (first, second) in pairs {
      var (first, second) = (first, second)
      var sum = 0.0
      for _ in 0..<Self.count { sum += (first.uniform() - 0.5) * (second.uniform() - 0.5) }
      // The product has the standard deviation 1/12.
      #expect(abs(sum / Double(Self.count)) < 5 / 12 / Double(Self.count).squareRoot())
    }
    var (first, again) = (RandomStream(seed: 9, index: 3), RandomStream(seed: 9, index: 3))
    for _ in 0..<100 { #expect(first.next() == again.next()) }
  }

  @Test("The generator is xoshiro256++, seeded by SplitMix64")
  func knownValues() {
    // SplitMix64's first number from state 0 is published as e220a8397b1dcdaf. Its output seeds a second SplitMix64,
    // whose four numbers are the state of xoshiro256++, whose steps are written out here as published.
    var splitMix = SeededGenerator(seed: 0)
    let first = splitMix.next()
    #expect(first == 0xE220_A839_7B1D_CDAF)
    var mixer = SeededGenerator(seed: first)
    var s = (0..<4).map { _ in mixer.next() }
    func rotate(_ x: UInt64, _ k: UInt64) -> UInt64 { (x << k) | (x >> (64 - k)) }
    var stream = RandomStream(seed: 0)
    for _ in 0..<1000 {
      let result = rotate(s[0] &+ s[3], 23) &+ s[0]
      let t = s[1] << 17
      s[2] ^= s[0]
      s[3] ^= s[1]
      s[1] ^= s[2]
      s[0] ^= s[3]
      s[2] ^= t
      s[3] = rotate(s[3], 45)
      #expect(stream.next() == result)
    }
  }

  @Test("Arrivals by hour are as many as the rate says")
  func arrivals() {
    let profiles: [ArrivalProfile] = [
      .constant(0.05), .day(least: 0.01, greatest: 0.1, peakSeconds: 36_000),
      .hourly((0..<24).map { $0 < 8 ? 0 : 0.01 * Double($0) }),
    ]
    for profile in profiles {
      var random = RandomStream(seed: 5)
      var counts = [Int](repeating: 0, count: 24)
      var time = 0.0
      let days = 100.0
      while true {
        time = profile.arrival(after: time, &random)
        if time >= days * Scenario.daySeconds { break }
        counts[Int(time / 3600) % 24] += 1
      }
      for hour in 0..<24 {
        // Simpson's rule is exact enough for the sinusoid, and exact for the rest inside an hour.
        let start = Double(hour) * 3600
        let sum = profile.rate(at: start) + 4 * profile.rate(at: start + 1800) + profile.rate(at: start + 3599.999_999)
        let expected = days * 600 * sum
        #expect(abs(Double(counts[hour]) - expected) <= 5 * expected.squareRoot(), "\(profile), hour \(hour)")
      }
    }
  }

  @Test("A day's profile runs from the least to the greatest rate")
  func profile() {
    let profile = ArrivalProfile.day(least: 1, greatest: 3, peakSeconds: 36_000)
    #expect(abs(profile.rate(at: 36_000) - 3) < 1e-12 && abs(profile.rate(at: 79_200) - 1) < 1e-12)
    #expect(abs(profile.rate(at: 36_000 + 10 * Scenario.daySeconds) - 3) < 1e-9)
    #expect(profile.greatestRate == 3)
    #expect(ArrivalProfile.hourly([1, 2, 5]).rate(at: 5 * 3600 + 1) == 5)
  }
}
