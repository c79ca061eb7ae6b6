/// How fast a ``StoryEstimator`` forgets, and how fast the audience of a share reacts.
public struct StoryParameters: Sendable, Equatable {
  /// ω, the rate at which the audience of a share reacts to it, per second, 1e-9…1e3.
  public let reactionRate: Double
  /// τ, the time over which observations fade to 1/e, in seconds, 1e-3…1e9.
  public let memory: Double

  /// A reaction within 20 minutes on average, and a memory of 4 hours: fitted on 3,333 public cascades.
  public static let standard = StoryParameters(uncheckedReactionRate: 1.0 / 1200, memory: 14_400)

  /// Creates parameters.
  /// - Throws: ``ParameterError`` that names the parameter that lies outside its range.
  public init(reactionRate: Double, memory: Double) throws(ParameterError) {
    try ParameterError.check(reactionRate, in: 1e-9...1e3, "reactionRate")
    try ParameterError.check(memory, in: 1e-3...1e9, "memory")
    self.init(uncheckedReactionRate: reactionRate, memory: memory)
  }

  private init(uncheckedReactionRate reactionRate: Double, memory: Double) {
    self.reactionRate = reactionRate
    self.memory = memory
  }
}
