/// How much a factor counts, and what it counts when nothing fresh is known.
public struct FactorSettings: Equatable, Sendable {
  /// The most points that the factor can give, ≥ 0.
  public var cap: Double
  /// The signal (0…1) of a customer or ticket of whom nothing is known: the population's middle.
  public var neutral: Double
  /// The age in seconds at which half of the weight has gone over to the neutral value; nil: it never ages.
  public var halfLifeSeconds: Double?

  /// A factor's cap, neutral signal and half-life.
  public init(cap: Double, neutral: Double, halfLifeSeconds: Double? = nil) {
    self.cap = cap
    self.neutral = neutral
    self.halfLifeSeconds = halfLifeSeconds
  }
}
