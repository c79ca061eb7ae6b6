import HTTPServer
import TestSupport
import Testing

@testable import HeedService

@Suite("The buckets of addresses")
struct BucketTableTests {
  private let limit = RateLimit(interval: 1_000_000_000, burst: 10)

  @Test("Each client has a bucket of its own while there is room")
  func own() {
    var table = BucketTable(rows: 1)
    func take(_ client: UInt64) -> Bool { table.take(1, of: client, limit, now: 5).isGranted }
    for client in 1...8 as ClosedRange<UInt64> {
      for _ in 0..<10 { #expect(take(client)) }
    }
    for client in 1...8 as ClosedRange<UInt64> { #expect(!take(client)) }
  }

  @Test("A bucket that is full again gives its place to another client; a debt is not forgotten")
  func eviction() {
    var table = BucketTable(rows: 1)
    func left(_ cost: Int, _ client: UInt64, _ seconds: UInt64) -> Int {
      table.take(cost, of: client, limit, now: seconds * limit.interval).remaining
    }
    for client in 1...7 as ClosedRange<UInt64> { _ = left(10, client, 0) }
    #expect(left(3, 8, 0) == 7)
    // The ninth takes the place of the eighth, which misses least, and what it misses.
    #expect(left(1, 9, 0) == 6)
    // All eight places are full again after ten seconds.
    #expect(left(1, 10, 10) == 9)
    #expect(left(1, 9, 10) == 9)
  }

  @Test("Coming from many addresses gets nobody more than its own bucket grants")
  func crowd() {
    var random = SeededGenerator()
    for _ in 0..<200 {
      var table = BucketTable(rows: 2)
      var granted = 0
      var now: UInt64 = 0
      for step in 0..<200 {
        now += UInt64.random(in: 0...limit.interval / 4, using: &random)
        // One client in the middle of a crowd that changes all the time.
        _ = table.take(1, of: UInt64(1000 + step), limit, now: now)
        if table.take(1, of: 1, limit, now: now).isGranted { granted += 1 }
      }
      #expect(granted <= limit.burst + Int(now / limit.interval) + 1, "\(random)")
    }
  }

  @Test("An IPv6 network of 64 bits counts as one client, an IPv4 address as itself")
  func networks() {
    let buckets = AddressBuckets(limit)
    let network: UInt64 = 0x2001_0DB8_0000_0001
    for host in 1...10 as ClosedRange<UInt64> {
      #expect(buckets.take(1, of: PeerAddress(high: network, low: host), now: 1).isGranted)
    }
    #expect(!buckets.take(1, of: PeerAddress(high: network, low: 99), now: 1).isGranted)
    #expect(buckets.take(1, of: PeerAddress(high: network + 1, low: 1), now: 1).isGranted)
    for host in 1...10 as ClosedRange<UInt64> {
      #expect(buckets.take(1, of: PeerAddress(high: 0, low: 0xFFFF << 32 | host), now: 1).remaining == 9)
    }
  }
}
