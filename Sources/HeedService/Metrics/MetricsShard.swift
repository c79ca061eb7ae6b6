import HTTPWire
import Scoring

/// What one thread counts. A scrape adds up the shards of all threads.
final class MetricsShard: Sendable {
  /// The upper bounds of the latency histogram, in nanoseconds.
  static let bounds = [
    10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 10_000_000, 100_000_000, 1_000_000_000,
  ]
  /// The statuses that are told apart; any other counts as the last.
  static let statuses: [UInt16] = [
    200, 201, 204, 304, 400, 401, 403, 404, 405, 408, 409, 411, 412, 413, 414, 415, 417, 422, 429, 431, 501, 503, 505,
    500,
  ]
  /// The most tiers that are told apart over all policies since the start.
  static let mostTiers = 64
  /// The most API keys that are told apart over all files of keys since the start.
  static let mostKeys = 2 * KeysFile.mostKeys

  private let requests = CounterArray(count: Route.allCases.count * statuses.count)
  private let latencies = CounterArray(count: Route.allCases.count * (bounds.count + 2))
  private let tiers = CounterArray(count: mostTiers)
  private let flags = CounterArray(count: UInt32.bitWidth)
  private let problems = CounterArray(count: 1)
  private let refusedAccess = CounterArray(count: AccessRefusal.Reason.allCases.count)
  private let keys = CounterArray(count: mostKeys)

  /// Counts an answer.
  ///
  /// - Parameter nanoseconds: from the arrival of the request to its answer.
  func answered(_ route: Route, _ status: Status, nanoseconds: Int) {
    let slot = Self.statuses.firstIndex(of: status.rawValue) ?? Self.statuses.count - 1
    requests.add(1, at: route.rawValue * Self.statuses.count + slot)
    let first = route.rawValue * (Self.bounds.count + 2)
    var bucket = 0
    while bucket < Self.bounds.count, nanoseconds > Self.bounds[bucket] { bucket += 1 }
    latencies.add(1, at: first + bucket)
    latencies.add(nanoseconds, at: first + Self.bounds.count + 1)
  }

  /// Counts a decision.
  ///
  /// - Parameter tierSlot: the tier's slot in ``NameRegistry``.
  func decided(tierSlot: Int, _ decisionFlags: Flags) {
    tiers.add(1, at: tierSlot)
    var left = decisionFlags.rawValue
    while left != 0 {
      flags.add(1, at: left.trailingZeroBitCount)
      left &= left - 1
    }
  }

  /// Counts a request, or an item of a batch, that was refused for its content.
  func refusedContent() {
    problems.add(1, at: 0)
  }

  /// Counts a request that was refused for who made it, or how often.
  func refusedAccess(_ reason: AccessRefusal.Reason) {
    refusedAccess.add(1, at: reason.rawValue)
  }

  /// Counts a request that was let in with a key.
  ///
  /// - Parameter keySlot: the key's slot in ``NameRegistry``.
  func admitted(keySlot: Int) {
    keys.add(1, at: keySlot)
  }

  /// Adds what this shard counted to `sums`.
  func add(to sums: inout MetricsSums) {
    for index in 0..<requests.count { sums.requests[index] += requests[index] }
    for index in 0..<latencies.count { sums.latencies[index] += latencies[index] }
    for index in 0..<tiers.count { sums.tiers[index] += tiers[index] }
    for index in 0..<flags.count { sums.flags[index] += flags[index] }
    for index in 0..<refusedAccess.count { sums.refusedAccess[index] += refusedAccess[index] }
    for index in 0..<keys.count { sums.keys[index] += keys[index] }
    sums.refusedContents += problems[0]
  }
}

/// What all threads counted together, in the order of ``MetricsShard``.
struct MetricsSums {
  var requests = [Int](repeating: 0, count: Route.allCases.count * MetricsShard.statuses.count)
  var latencies = [Int](repeating: 0, count: Route.allCases.count * (MetricsShard.bounds.count + 2))
  var tiers = [Int](repeating: 0, count: MetricsShard.mostTiers)
  var flags = [Int](repeating: 0, count: UInt32.bitWidth)
  var refusedContents = 0
  var refusedAccess = [Int](repeating: 0, count: AccessRefusal.Reason.allCases.count)
  var keys = [Int](repeating: 0, count: MetricsShard.mostKeys)

  init(_ shards: [MetricsShard]) {
    for shard in shards { shard.add(to: &self) }
  }

  var requestCount: Int { requests.reduce(0, +) }
  var decisionCount: Int { tiers.reduce(0, +) }
}
