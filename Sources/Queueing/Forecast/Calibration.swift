/// Learns from waits that came true by how much the forecasts of a tier are to be stretched and shifted.
///
/// A quantile x of the model is issued as shift + stretch · x. Each wait moves both down the gradient of its pinball
/// loss, τ·(w − q) where the wait w exceeded the quantile q and (1 − τ)·(q − w) where it did not, so that in the long
/// run a share τ of the waits does not exceed the quantile (Gibbs & Candès 2021), short and long waits alike as far as a
/// straight line can. Without any wait it changes nothing.
struct Calibration: Hashable, Sendable {
  /// How far from the model it may stray: a stretch of 1/limit…limit, a shift of up to the tier's mean wait.
  private static let limit = 4.0

  /// The share of waits that are not to exceed the quantile, 0…1.
  let level: Double
  /// By what the model's quantile is multiplied, > 0.
  private(set) var stretch = 1.0
  /// What is added, in seconds, ≥ 0.
  private(set) var shift = 0.0

  init(level: Double) { self.level = level }

  /// The quantile to issue, for one of the model.
  func callAsFunction(_ quantile: Double) -> Double { shift + stretch * quantile }

  /// Takes note of a wait that a quantile had been issued for.
  ///
  /// - Parameters:
  ///   - scale: The tier's mean wait, > 0: the unit of a step, so that seconds and hours are learned alike.
  ///   - step: Length of a step, ≥ 0.
  mutating func learn(issued: Double, waited: Double, scale: Double, step: Double) {
    let gradient = (waited <= issued ? 1 : 0) - level
    // What the model had said, but for what was learned meanwhile, which is little.
    let quantile = min(max(0, issued - shift) / stretch / scale, Self.limit)
    shift = min(max(0, shift - step * gradient * scale), scale)
    stretch = min(max(1 / Self.limit, stretch - step * gradient * quantile), Self.limit)
  }
}
