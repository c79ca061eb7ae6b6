/// The waits of many tickets in a few figures.
///
/// A wait is the time in line, of those that were given up too; nobody's is left out.
public struct WaitSummary: Hashable, Sendable {
  /// One ticket.
  public struct Sample: Hashable, Sendable {
    /// Its time in line, zero or more.
    public let waitSeconds: Double
    /// What its tier promised, greater than zero.
    public let promiseSeconds: Double
    /// Whether it was given up.
    public let isAbandoned: Bool
    /// How many that came after it, to the same agents, were answered while it waited.
    public let overtakes: Int

    public init(waitSeconds: Double, promiseSeconds: Double, isAbandoned: Bool = false, overtakes: Int = 0) {
      self.waitSeconds = waitSeconds
      self.promiseSeconds = promiseSeconds
      self.isAbandoned = isAbandoned
      self.overtakes = overtakes
    }
  }

  /// Number of tickets. All other figures are zero where it is.
  public let count: Int
  /// Number of those that were given up.
  public let abandoned: Int
  /// The mean wait in seconds.
  public let meanSeconds: Double
  /// The median wait in seconds.
  public let p50Seconds: Double
  /// The wait in seconds that nine tenths do not exceed.
  public let p90Seconds: Double
  /// The longest wait in seconds.
  public let worstSeconds: Double
  /// The share of tickets that waited longer than promised, 0…1.
  public let shareOverPromise: Double
  /// The greatest wait/promise.
  public let worstRatio: Double
  /// How many that came later a ticket saw answered before it, in the mean.
  public let meanOvertakes: Double
  /// The most that a ticket saw overtake it.
  public let mostOvertakes: Int
  /// Gini's coefficient of wait/promise, 0 (all alike) up to 1.
  public let gini: Double
  /// Jain's index of wait/promise, 1 (all alike) down to 1/count.
  public let jain: Double

  /// The summary of these tickets.
  public init(_ samples: [Sample]) {
    count = samples.count
    abandoned = samples.count { $0.isAbandoned }
    let waits = samples.map(\.waitSeconds).sorted()
    let ratios = samples.map { $0.waitSeconds / $0.promiseSeconds }.sorted()
    let total = Double(max(count, 1))
    meanSeconds = waits.reduce(0, +) / total
    p50Seconds = Self.quantile(0.5, of: waits)
    p90Seconds = Self.quantile(0.9, of: waits)
    worstSeconds = waits.last ?? 0
    shareOverPromise = Double(ratios.count { $0 > 1 }) / total
    worstRatio = ratios.last ?? 0
    meanOvertakes = Double(samples.reduce(0) { $0 + $1.overtakes }) / total
    mostOvertakes = samples.map(\.overtakes).max() ?? 0
    gini = Fairness.gini(sorted: ratios)
    jain = ratios.isEmpty ? 0 : Fairness.jain(ratios)
  }

  /// A quantile of sorted values, linear between them; zero of none.
  static func quantile(_ share: Double, of sorted: [Double]) -> Double {
    guard let last = sorted.last else { return 0 }
    let position = share * Double(sorted.count - 1)
    let index = Int(position)
    guard index + 1 < sorted.count else { return last }
    return sorted[index] + (position - Double(index)) * (sorted[index + 1] - sorted[index])
  }
}
