/// Notices that a source reports zero for far more accounts than usual: an outage, during which all its zeros count as
/// missing.
///
/// A sliding window of counts in a ring of buckets, as wide as the window together. An observation touches one bucket
/// and allocates nothing; a question adds up all of them. The window slides by whole buckets, so what it covers is up
/// to one bucket shorter than its length.
public struct ZeroCountWindow: Sendable, Equatable {
  /// The length of the window, in seconds, 1…1e9.
  public let length: Double
  /// The share of zeros in normal times, 0…0.33; three times that must stay below 1, or no outage would ever be seen.
  public let baseline: Double

  /// How many times the baseline is too much.
  public static let excess = 3.0
  /// Observations without which nothing is said.
  public static let leastObservations = 20
  /// The parts of the window.
  public static let bucketCount = 16

  private struct Bucket: Sendable, Equatable {
    var slot = Int.min
    var zeros = 0
    var total = 0
  }

  private var buckets: [Bucket]

  /// Creates an empty window.
  /// - Parameters:
  ///   - length: Seconds.
  ///   - baseline: The share of zeros in normal times.
  /// - Throws: ``ParameterError`` that names the parameter that lies outside its range.
  public init(length: Double, baseline: Double) throws(ParameterError) {
    try ParameterError.check(length, in: 1...1e9, "length")
    try ParameterError.check(baseline, in: 0...0.33, "baseline")
    self.length = length
    self.baseline = baseline
    buckets = Array(repeating: Bucket(), count: Self.bucketCount)
  }

  /// Counts an observation.
  ///
  /// - Parameters:
  ///   - count: What the source reported; zero or less is a zero.
  ///   - time: When it was observed, in seconds of a clock that all calls share, within ±1e15. An observation that is
  ///     older than what its bucket holds by now, or has no such time, is dropped.
  public mutating func observe(_ count: Int, at time: Double) {
    guard let slot = slot(of: time) else { return }
    let index = Self.index(of: slot)
    guard slot >= buckets[index].slot else { return }
    if slot > buckets[index].slot { buckets[index] = Bucket(slot: slot) }
    buckets[index].total += 1
    if count <= 0 { buckets[index].zeros += 1 }
  }

  /// The zeros and all observations within the window that ends at `time`.
  ///
  /// - Parameter time: Seconds of the same clock. Later observations are left out.
  public func counts(at time: Double) -> (zeros: Int, total: Int) {
    guard let newest = slot(of: time) else { return (0, 0) }
    var zeros = 0
    var total = 0
    for bucket in buckets where bucket.slot <= newest && bucket.slot > newest - Self.bucketCount {
      zeros += bucket.zeros
      total += bucket.total
    }
    return (zeros, total)
  }

  /// Whether the share of zeros in the window that ends at `time` exceeds three times the baseline, with at least
  /// 20 observations.
  ///
  /// - Parameter time: Seconds of the same clock.
  public func isOutage(at time: Double) -> Bool {
    let (zeros, total) = counts(at: time)
    return total >= Self.leastObservations && Double(zeros) > Self.excess * baseline * Double(total)
  }

  /// The number of the bucket, since the clock's zero, that a time falls into.
  private func slot(of time: Double) -> Int? {
    guard time.magnitude <= 1e15 else { return nil }
    // The quotient stays far within an Int: at most 1e15·16.
    return Int((time / length * Double(Self.bucketCount)).rounded(.down))
  }

  /// The place of a slot in the ring, for negative slots too.
  private static func index(of slot: Int) -> Int {
    let remainder = slot % bucketCount
    return remainder < 0 ? remainder + bucketCount : remainder
  }
}
