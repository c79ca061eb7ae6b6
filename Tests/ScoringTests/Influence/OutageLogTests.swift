import TestSupport
import Testing

@testable import Scoring

@Suite("Log of outages")
struct OutageLogTests {
  @Test("An outage lasts from the start of the window that it was first seen in to a window after it was last seen")
  func interval() {
    var log = OutageLog()
    let isNew = [log.note(at: 1000, window: 600), log.note(at: 1300, window: 600)]
    #expect(isNew == [true, true])
    #expect(log.outages == [400...1900] && log.count == 1)
    #expect(log.contains(400) && log.contains(1900) && !log.contains(399) && !log.contains(1901))
    let isMore = [log.note(at: 1200, window: 500), log.note(at: 5000, window: 600)]
    #expect(isMore == [false, true])
    #expect(log.outages == [400...1900, 4400...5600] && log.count == 2)
    // What was seen late may join two.
    log.note(at: 3000, window: 1500)
    #expect(log.outages == [400...5600] && log.count == 2)
  }

  @Test("What is no time is nothing seen")
  func noTime() {
    var log = OutageLog()
    for (time, window) in [(Double.nan, 1.0), (.infinity, 1), (1, .nan), (1, -1), (1, .infinity)] {
      let isNew = log.note(at: time, window: window)
      #expect(!isNew)
    }
    log.restore([-Double.infinity...0, 1...(.infinity)])
    #expect(log == OutageLog())
  }

  @Test("The last of them are kept, and what was kept is restored without being counted")
  func bounds() {
    var log = OutageLog()
    for outage in 0..<100 { log.note(at: Double(outage) * 1000, window: 100) }
    #expect(log.count == 100 && log.outages.count == OutageLog.mostKept)
    #expect(log.outages.first == 67_900...68_100 && log.outages.last == 98_900...99_100)
    var restored = OutageLog()
    restored.restore(log.outages)
    #expect(restored.outages == log.outages && restored.count == 0)
  }

  @Test("However they are seen, outages are in order and apart, and have every time at which one was seen of late")
  func order() {
    var generator = SeededGenerator()
    for _ in 0..<300 {
      var log = OutageLog()
      var seen: [Double] = []
      for _ in 0..<20 {
        let time = Double.random(in: 0...10_000, using: &generator)
        log.note(at: time, window: generator.logUniform(1...1000))
        seen.append(time)
      }
      #expect(seen.allSatisfy(log.contains), "\(generator): \(log)")
      let apart = zip(log.outages, log.outages.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound }
      #expect(apart && log.count >= log.outages.count, "\(generator): \(log)")
    }
  }

  @Test("A zero that was observed in a past outage counts as missing ever after; one before or after it is a zero")
  func stored() {
    let start = Fixtures.now.secondsSince1970 - 86_400
    let outage = Instant(secondsSince1970: start)...Instant(secondsSince1970: start + 3600)
    let population = Population(values: Fixtures.population.values, pastOutages: [outage])
    func decide(_ followers: Int?, _ observedAt: Double?) -> Decision {
      var request = Request()
      request.social.consent = true
      request.social.accounts = [
        Account(
          followers: followers, topics: [TopicWeight("home-appliances", 1)],
          provider: ProviderScore(value: 80, scale: 100),
          observedAt: observedAt.map { Instant(secondsSince1970: $0) })
      ]
      return score(request, policy: Fixtures.policy, population: population, now: Fixtures.now)
    }
    for time in [start, start + 1800, start + 3600] {
      #expect(decide(0, time).score == decide(nil, time).score)
      #expect(decide(0, time).flags.contains(.followersOutage))
      #expect(!decide(1, time).flags.contains(.followersOutage))
    }
    for time in [start - 1, start + 3601, nil] {
      #expect(decide(0, time).score < decide(nil, time).score)
      #expect(!decide(0, time).flags.contains(.followersOutage))
    }
  }
}
