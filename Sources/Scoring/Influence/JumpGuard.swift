import RealModule

/// Tells an implausible change of a count from growth: |ln((F′+1)/(F+1))| > 2.3 within a day.
///
/// Tenfold overnight, up or down, is a bought audience or a fault of the source. The new count is then quarantined,
/// and the last good one ages instead.
public struct JumpGuard: Sendable, Equatable {
  /// The greatest change of the logarithm that is believed, 0.1…20.
  public let threshold: Double
  /// The time within which the change is judged, in seconds, 1…1e9. Over longer times anything is believed.
  public let period: Double

  /// 2.3, about tenfold, within a day.
  public static let standard = JumpGuard(uncheckedThreshold: 2.3, period: 86_400)

  /// Creates a guard.
  /// - Throws: ``ParameterError`` that names the parameter that lies outside its range.
  public init(threshold: Double, period: Double) throws(ParameterError) {
    try ParameterError.check(threshold, in: 0.1...20, "threshold")
    try ParameterError.check(period, in: 1...1e9, "period")
    self.init(uncheckedThreshold: threshold, period: period)
  }

  private init(uncheckedThreshold threshold: Double, period: Double) {
    self.threshold = threshold
    self.period = period
  }

  /// Whether a new count is to be quarantined.
  ///
  /// - Parameters:
  ///   - old: F, the last count that was believed, zero or more.
  ///   - new: F′, the count observed now. A negative one is always implausible.
  ///   - elapsed: Seconds between the two observations. Zero, negative or not a number: judged as within the period, as
  ///     nothing says that there was time for the change.
  public func isImplausible(from old: Int, to new: Int, elapsed: Double) -> Bool {
    guard new >= 0 else { return true }
    if elapsed > period { return false }
    let change = Double.log(onePlus: Double(new)) - .log(onePlus: Double(max(old, 0)))
    return change.magnitude > threshold
  }
}
