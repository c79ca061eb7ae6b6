/// Mean and variance of the last so many values, in which the newest always has at least the weight 1/memory.
struct RunningMean: Hashable, Sendable {
  /// The mean; what it was started with as long as nothing was added.
  private(set) var mean: Double
  /// The mean squared distance from the mean.
  private(set) var variance = 0.0
  /// How many values the mean stands for.
  private(set) var count: Double

  /// - Parameter count: How many values the first mean stands for, ≥ 0.
  init(mean: Double = 0, count: Double = 0) {
    self.mean = mean
    self.count = count
  }

  /// - Parameter memory: Over how many values the mean is taken at most, ≥ 1.
  mutating func add(_ value: Double, memory: Double) {
    count = min(count + 1, memory)
    let gain = 1 / count
    let distance = value - mean
    mean += gain * distance
    variance = (1 - gain) * (variance + gain * distance * distance)
  }
}
