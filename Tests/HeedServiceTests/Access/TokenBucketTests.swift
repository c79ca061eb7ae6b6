import Foundation
import TestSupport
import Testing

@testable import HeedService

@Suite("Token buckets")
struct TokenBucketTests {
  private static let second: UInt64 = 1_000_000_000
  private static let cases =
    ProcessInfo.processInfo.environment["HEED_TEST_CASES"].flatMap { Int($0) }.map { min($0, 20_000) } ?? 20_000

  @Test("A full bucket grants a burst, then one request whenever one has come back")
  func burst() {
    let limit = RateLimit(interval: Self.second / 10, burst: 3)
    var bucket = TokenBucket()
    let start = 5 * Self.second
    func take(_ now: UInt64) -> Bool { bucket.take(1, limit, now: now) }
    #expect((0..<4).map { _ in take(start) } == [true, true, true, false])
    #expect(bucket.remaining(limit, now: start) == 0)
    #expect(bucket.wait(for: 1, limit, now: start) == limit.interval)
    #expect(!take(start + limit.interval - 1))
    #expect(take(start + limit.interval))
    #expect(bucket.remaining(limit, now: start + 100 * limit.interval) == 3)
    #expect(bucket.debt(start + 100 * limit.interval) == 0)
  }

  @Test("What costs more than a burst takes a full bucket, and what costs nothing only asks")
  func cost() {
    let limit = RateLimit(interval: Self.second, burst: 5)
    var bucket = TokenBucket()
    func take(_ cost: Int, _ now: UInt64) -> Bool { bucket.take(cost, limit, now: now) }
    #expect(take(0, 7) && bucket == TokenBucket())
    #expect(take(1000, 7))
    #expect(bucket.remaining(limit, now: 7) == 0)
    #expect(!take(1000, 7 + 4 * Self.second))
    #expect(bucket.wait(for: 1000, limit, now: 7 + 4 * Self.second) == Self.second)
    #expect(take(1000, 7 + 5 * Self.second))
  }

  /// One bucket under requests at random times, in bursts and pauses, of random cost.
  @Test("However requests arrive, no stretch of time grants more than a burst and what came back in it")
  func neverMore() {
    var random = SeededGenerator()
    for number in 0..<Self.cases {
      let limit = RateLimit(
        interval: UInt64(random.logUniform(1...1e11)), burst: Int(random.logUniform(1...1000).rounded()))
      var bucket = TokenBucket()
      var now = UInt64(random.logUniform(1...1e15))
      var granted: [(at: UInt64, cost: Int)] = []
      for _ in 0..<20 {
        now += Bool.random(using: &random) ? 0 : UInt64(random.logUniform(1...10) * Double(limit.interval))
        let cost = Int.random(in: 0...limit.burst, using: &random)
        let remaining = bucket.remaining(limit, now: now)
        let isGranted = bucket.take(cost, limit, now: now)
        #expect(isGranted == (cost <= remaining), "case \(number), \(random)")
        if isGranted { granted.append((now, cost)) }
      }
      for (first, start) in granted.enumerated() {
        var sum = 0
        for grant in granted[first...] {
          sum += grant.cost
          let most = UInt64(limit.burst) + (grant.at - start.at) / limit.interval
          // One more for the token that was on its way when the stretch began.
          guard UInt64(sum) <= most + 1 else {
            Issue.record("\(sum) granted where \(most) may be, case \(number), \(random)")
            return
          }
        }
      }
    }
  }

  @Test("Whoever waits as long as it was told is granted its request, and not a moment before")
  func wait() {
    var random = SeededGenerator()
    for _ in 0..<Self.cases {
      let limit = RateLimit(
        interval: UInt64(random.logUniform(1...1e10)), burst: Int.random(in: 1...50, using: &random))
      var bucket = TokenBucket(fullAt: UInt64(random.logUniform(1...1e12)))
      let now = UInt64(random.logUniform(1...1e12))
      let cost = Int.random(in: 1...limit.burst, using: &random)
      let wait = bucket.wait(for: cost, limit, now: now)
      var early = bucket
      let isEarlyGranted = wait > 0 && early.take(cost, limit, now: now + wait - 1)
      let isGranted = bucket.take(cost, limit, now: now + wait)
      #expect(isGranted && !isEarlyGranted, "\(random)")
    }
  }

  @Test("A bucket that threads share grants as many as one thread's would")
  func shared() async {
    let bucket = SharedBucket()
    let limit = RateLimit(interval: 1_000_000_000_000, burst: 1000)
    let granted = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<4 {
        group.addTask { (0..<500).count { _ in bucket.take(1, limit, now: 1).isGranted } }
      }
      return await group.reduce(0, +)
    }
    #expect(granted == 1000)
  }

  @Test("Settings are what they say: a second's worth of burst where none is given, and no limit for 0")
  func settings() {
    #expect(RateSettings().limit == nil)
    #expect(RateSettings(requestsPerSecond: 10).limit == RateLimit(interval: 100_000_000, burst: 10))
    #expect(RateSettings(requestsPerSecond: 0.5).limit == RateLimit(interval: 2_000_000_000, burst: 1))
    #expect(RateSettings(requestsPerSecond: 3, burst: 7).limit == RateLimit(interval: 333_333_334, burst: 7))
    let greatest = RateSettings(requestsPerSecond: 0.01, burst: 1_000_000).limit
    #expect(greatest.map { $0.capacity < UInt64(Int64.max) / 2 } == true)
    #expect(RateSettings(requestsPerSecond: -1, burst: -1).problems.map(\.field) == ["requests_per_second", "burst"])
    #expect(RateSettings(requestsPerSecond: .nan).problems.count == 1)
  }
}
