/// When follower counts were out, as far back as it is remembered: each outage from the start of the window in which it
/// was first seen to the end of a window after it was last seen.
///
/// Counts that were stored during an outage outlive it; by this they are known for what they are.
public struct OutageLog: Equatable, Sendable {
  /// The most outages that are remembered.
  public static let mostKept = 32

  /// The outages, in order of time, none overlapping another; seconds of the caller's clock.
  public private(set) var outages: [ClosedRange<Double>] = []
  /// How many outages began since the log was made; those restored are not counted.
  public private(set) var count = 0

  /// A log without outages.
  public init() {}

  /// Notes that an outage was seen.
  ///
  /// - Parameters:
  ///   - time: When, in seconds. What is not finite is nothing seen.
  ///   - window: The length of the window that it was seen in, in seconds, ≥ 0.
  /// - Returns: whether that changed what ``outages`` says.
  @discardableResult
  public mutating func note(at time: Double, window: Double) -> Bool {
    guard time.isFinite, window.isFinite, window >= 0 else { return false }
    let seen = time - window...time + window
    if let last = outages.last, last.lowerBound <= seen.lowerBound, last.upperBound >= seen.upperBound { return false }
    if !outages.contains(where: { $0.overlaps(seen) }) { count += 1 }
    insert(seen)
    return true
  }

  /// Takes in outages that were kept; those that are not finite are left out.
  public mutating func restore(_ kept: [ClosedRange<Double>]) {
    for outage in kept where outage.lowerBound.isFinite && outage.upperBound.isFinite { insert(outage) }
  }

  /// Whether a time lies in one of the outages.
  public func contains(_ time: Double) -> Bool { outages.contains { $0.contains(time) } }

  /// Joins an outage with those that it overlaps, and drops the oldest where there are too many.
  private mutating func insert(_ outage: ClosedRange<Double>) {
    var joined = outage
    outages.removeAll { other in
      guard other.overlaps(joined) else { return false }
      joined = min(other.lowerBound, joined.lowerBound)...max(other.upperBound, joined.upperBound)
      return true
    }
    outages.insert(joined, at: outages.firstIndex { $0.lowerBound > joined.lowerBound } ?? outages.count)
    if outages.count > Self.mostKept { outages.removeFirst(outages.count - Self.mostKept) }
  }
}
