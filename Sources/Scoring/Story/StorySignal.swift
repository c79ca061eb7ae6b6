/// The signal of the factor `story`: P·k/(k+5), 0…1.
///
/// The second factor keeps a handful of sharers, who may be one person's accounts, from making a story.
///
/// - Parameters:
///   - growthProbability: P, the probability that the story grows (``StoryEstimator/growthProbability``); clamped to
///     0…1, and 0 when it is not a number.
///   - sharers: k, distinct authentic accounts that shared it; a negative count is 0.
/// - Returns: 0…1.
public func storySignal(growthProbability: Double, sharers: Int) -> Double {
  guard growthProbability > 0, sharers > 0 else { return 0 }
  let count = Double(sharers)
  return min(growthProbability, 1) * count / (count + 5)
}
