/// How an estimator fared against the waits that came true. All figures but the shares are in seconds.
public struct EstimatorScore: Hashable, Sendable {
  /// Waits judged.
  public private(set) var count = 0
  private var absolute = 0.0
  private var squared = 0.0
  private var signed = 0.0
  private var notBeyondMedian = 0
  private var pinball50Sum = 0.0
  private var pinball90Sum = 0.0
  private var ninetieths = 0
  private var notBeyondNinetieth = 0

  public init() {}

  /// Takes note of a wait.
  ///
  /// - Parameters:
  ///   - p50: What was said of it.
  ///   - p90: Its 90th percentile, if the estimator gives one.
  public mutating func add(waited: Double, p50: Double, p90: Double?) {
    let error = p50 - waited
    count += 1
    absolute += error.magnitude
    squared += error * error
    signed += error
    pinball50Sum += Self.pinball(waited, quantile: p50, level: 0.5)
    if waited <= p50 { notBeyondMedian += 1 }
    guard let p90 else { return }
    ninetieths += 1
    pinball90Sum += Self.pinball(waited, quantile: p90, level: 0.9)
    if waited <= p90 { notBeyondNinetieth += 1 }
  }

  /// Mean absolute error; `nil` where nothing was judged, as below.
  public var meanAbsoluteError: Double? { share(absolute) }
  /// Root of the mean squared error.
  public var rootMeanSquaredError: Double? { share(squared).map { $0.squareRoot() } }
  /// Mean of forecast less wait: positive where forecasts are too long.
  public var bias: Double? { share(signed) }
  /// Share of the waits that did not exceed what was said.
  public var p50Coverage: Double? { share(Double(notBeyondMedian)) }
  /// Share of the waits that did not exceed the 90th percentile.
  public var p90Coverage: Double? { ninetieths == 0 ? nil : Double(notBeyondNinetieth) / Double(ninetieths) }
  /// Mean pinball loss of the median: half the mean absolute error.
  public var pinball50: Double? { share(pinball50Sum) }
  /// Mean pinball loss of the 90th percentile: least if it is the true one.
  public var pinball90: Double? { ninetieths == 0 ? nil : pinball90Sum / Double(ninetieths) }

  private func share(_ sum: Double) -> Double? { count == 0 ? nil : sum / Double(count) }

  /// τ·(w − q) where the wait w exceeds the quantile q, (1 − τ)·(q − w) where it does not.
  static func pinball(_ waited: Double, quantile: Double, level: Double) -> Double {
    waited > quantile ? level * (waited - quantile) : (1 - level) * (quantile - waited)
  }
}
