/// What the contact centre of a log gave a tier.
public struct PastTier: Hashable, Sendable {
  /// The wait it was to be answered within, in seconds, > 0. Where all tiers have the same, it does not matter which.
  public var promiseSeconds: Double
  /// By how much it was treated as if it had arrived earlier, in seconds, ≥ 0.
  public var headStartSeconds: Double

  public init(promiseSeconds: Double = 300, headStartSeconds: Double = 0) {
    precondition(promiseSeconds > 0 && headStartSeconds >= 0, "a promise is a time, and a head start goes ahead")
    self.promiseSeconds = promiseSeconds
    self.headStartSeconds = headStartSeconds
  }
}
