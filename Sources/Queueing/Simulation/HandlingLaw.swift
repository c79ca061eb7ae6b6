import RealModule

/// How long an agent takes for a ticket: a law of probability.
public struct HandlingLaw: Hashable, Sendable {
  /// The family that the law is of.
  public enum Shape: Hashable, Sendable {
    /// Memoryless; C_s² = 1.
    case exponential
    /// Always the mean; C_s² = 0.
    case deterministic
    /// The sum of this many exponential stages, at least one; C_s² = 1/stages.
    case erlang(stages: Int)
    /// Its logarithm is normal; any C_s² > 0. Measured handling times of calls are mostly of this kind.
    case lognormal(variation: Double)
    /// Either of two exponential laws with equal shares of the work ("balanced means"); any C_s² ≥ 1.
    case hyperexponential(variation: Double)
  }

  /// The mean in seconds, greater than zero.
  public let meanSeconds: Double
  /// The family.
  public let shape: Shape

  /// A law with this mean in seconds.
  public init(_ shape: Shape, meanSeconds: Double) {
    self.shape = shape
    self.meanSeconds = meanSeconds
  }

  /// A law with this mean in seconds and this squared coefficient of variation C_s² (variance/mean²), zero or more:
  /// the exponential one for 1, the deterministic one for 0, a lognormal one between, a hyperexponential one beyond.
  public init(meanSeconds: Double, variation: Double) {
    self.meanSeconds = meanSeconds
    shape =
      switch variation {
      case 0: .deterministic
      case 1: .exponential
      case ..<1: .lognormal(variation: variation)
      default: .hyperexponential(variation: variation)
      }
  }

  /// C_s², the squared coefficient of variation: variance/mean².
  public var variation: Double {
    switch shape {
    case .exponential: 1
    case .deterministic: 0
    case .erlang(let stages): 1 / Double(stages)
    case .lognormal(let variation), .hyperexponential(let variation): variation
    }
  }

  /// Whether all parameters are within their ranges.
  var isValid: Bool {
    guard meanSeconds > 0, meanSeconds.isFinite, variation.isFinite else { return false }
    return switch shape {
    case .exponential, .deterministic: true
    case .erlang(let stages): stages >= 1
    case .lognormal(let variation): variation > 0
    case .hyperexponential(let variation): variation >= 1
    }
  }

  /// A handling time in seconds.
  func sample(_ random: inout RandomStream) -> Double {
    switch shape {
    case .exponential:
      return meanSeconds * random.exponential()
    case .deterministic:
      return meanSeconds
    case .erlang(let stages):
      var sum = 0.0
      for _ in 0..<stages { sum += random.exponential() }
      return meanSeconds * sum / Double(stages)
    case .lognormal(let variation):
      let variance = Double.log(onePlus: variation)
      return meanSeconds * .exp(variance.squareRoot() * random.normal() - variance / 2)
    case .hyperexponential(let variation):
      let share = (1 + ((variation - 1) / (variation + 1)).squareRoot()) / 2
      let chosen = random.uniform() < share ? share : 1 - share
      return meanSeconds * random.exponential() / (2 * chosen)
    }
  }
}
