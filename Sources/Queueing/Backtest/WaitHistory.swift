/// The waits of tickets that were taken so far, for the estimators that know nothing else.
struct WaitHistory: Sendable {
  private static let last = 30

  /// The last wait by tier, and of any.
  private var lastByTier: [String: Double] = [:]
  private var lastOfAny: Double?
  private var recent: [Double] = []
  /// All waits in order.
  private var all: [Double] = []

  mutating func add(_ waited: Double, tier: String) {
    lastByTier[tier] = waited
    lastOfAny = waited
    recent.append(waited)
    if recent.count > Self.last { recent.removeFirst() }
    var (low, high) = (0, all.count)
    while low < high {
      let middle = (low + high) / 2
      if all[middle] < waited { low = middle + 1 } else { high = middle }
    }
    all.insert(waited, at: low)
  }

  func lastWait(tier: String) -> Double? { lastByTier[tier] ?? lastOfAny }

  var meanOfRecent: Double? { recent.isEmpty ? nil : recent.reduce(0, +) / Double(recent.count) }

  var p90OfRecent: Double? { Self.quantile(0.9, of: recent.sorted()) }

  func quantile(_ level: Double) -> Double? { Self.quantile(level, of: all) }

  /// The least value that a share `level` of the values does not exceed.
  private static func quantile(_ level: Double, of ordered: [Double]) -> Double? {
    ordered.isEmpty ? nil : ordered[min(ordered.count - 1, Int(Double(ordered.count) * level - 1e-9))]
  }
}
