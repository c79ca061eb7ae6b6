/// A point in time: seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
///
/// The core never reads a clock; whoever calls it hands the time in.
public struct Instant: Hashable, Comparable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z; negative before.
  public var secondsSince1970: Double

  /// An instant from seconds since 1970-01-01T00:00:00Z.
  @inlinable
  public init(secondsSince1970: Double) {
    self.secondsSince1970 = secondsSince1970
  }

  /// The seconds from `earlier` to this instant; negative when `earlier` is later.
  public func seconds(since earlier: Instant) -> Double {
    secondsSince1970 - earlier.secondsSince1970
  }

  public static func < (left: Instant, right: Instant) -> Bool {
    left.secondsSince1970 < right.secondsSince1970
  }
}
