import Scoring
import Testing

@testable import HeedService

@Suite("The guard against outages of follower counts")
struct ZeroCountGuardTests {
  private static let zero = SocialSignals(accounts: [Account(followers: 0)])
  private static let many = SocialSignals(accounts: [Account(followers: 1000)])

  private func instant(_ seconds: Double) -> Instant { Instant(secondsSince1970: seconds) }

  @Test("An outage is remembered when it is over, for accounts that were observed in it")
  func remembered() {
    let watch = ZeroCountGuard(InfluenceSettings())
    for second in 0..<30 { #expect(!watch.observe(Self.many, at: instant(Double(second)))) }
    #expect(watch.outages == [] && watch.outageCount == 0)
    for second in 5000..<5030 { _ = watch.observe(Self.zero, at: instant(Double(second))) }
    // Seen first with the twentieth count.
    #expect(watch.outages == [4419...5629] && watch.outageCount == 1)
    let during = watch.population(nil, of: Self.zero, countsThem: true, at: instant(5030))
    #expect(during.zeroCountsAreMissing && during.pastOutages == [instant(4419)...instant(5630)])
    for second in 7000..<7030 { _ = watch.observe(Self.many, at: instant(Double(second))) }
    let after = watch.population(nil, of: Self.many, countsThem: true, at: instant(7030))
    #expect(!after.zeroCountsAreMissing && after.pastOutages == [instant(4419)...instant(5630)])
    #expect(watch.isOutage(at: 5500) && !watch.isOutage(at: 7030) && !watch.isOutage(at: 4000))
    // Who has no accounts has no zeros.
    #expect(watch.population(nil, of: SocialSignals(), countsThem: true, at: instant(7031)).pastOutages == [])
  }

  @Test("Counts of accounts that come one by one are watched as well")
  func single() {
    let watch = ZeroCountGuard(InfluenceSettings())
    for second in 0..<19 { #expect(!watch.observe(count: 0, at: Double(second))) }
    #expect(watch.observe(count: 0, at: 19))
    #expect(watch.outages == [-581...619])
  }

  @Test("Outages are restored after a restart")
  func restored() {
    let watch = ZeroCountGuard(InfluenceSettings())
    watch.restore([100...200, 900...1000])
    #expect(watch.outages == [100...200, 900...1000] && watch.outageCount == 0)
    #expect(watch.isOutage(at: 150) && !watch.isOutage(at: 500))
    let population = watch.population(nil, of: Self.zero, countsThem: true, at: instant(2000))
    #expect(population.pastOutages == [instant(100)...instant(200), instant(900)...instant(1000)])
  }
}
