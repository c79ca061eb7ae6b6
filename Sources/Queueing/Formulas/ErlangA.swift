/// The system M/M/c+M: whoever waits gives up after an exponential patience.
///
/// Its line never grows for ever, so that the load may exceed the agents. Rates are in any one unit of time; waits come
/// out in that unit.
public struct ErlangA: Hashable, Sendable {
  /// The probability that an arrival has to wait, 0…1.
  public let waitProbability: Double
  /// The probability that an arrival gives up, 0…1: θ·E[W].
  public let abandonProbability: Double
  /// E[W]: the mean time in line of all, whether they were answered at once, later or not at all.
  public let meanWait: Double
  /// E[Q]: the mean number in line.
  public let meanLength: Double

  /// Solves the birth–death process with birth rate λ and death rate min(n, c)·μ + max(n−c, 0)·θ.
  ///
  /// The probabilities are summed outwards from the greatest, relative to it, so that nothing overflows for thousands
  /// of agents or long lines. It takes a few times √(λ/θ) + √(λ/μ) steps.
  ///
  /// - Parameters:
  ///   - agents: Number of agents c, zero or more. Without agents all give up.
  ///   - arrivalRate: λ, greater than zero, finite.
  ///   - serviceRate: μ, of one agent, greater than zero, finite.
  ///   - abandonRate: θ, one over the mean patience, greater than zero, finite.
  /// - Returns: `nil` outside the domain, or where a patience of many millions of handling times makes the sum too
  ///   long; ``ErlangC`` serves there.
  public init?(agents: Int, arrivalRate: Double, serviceRate: Double, abandonRate: Double) {
    guard agents >= 0, arrivalRate > 0, serviceRate > 0, abandonRate > 0,
      arrivalRate.isFinite, serviceRate.isFinite, abandonRate.isFinite
    else { return nil }
    let c = Double(agents)
    let deathRate = { (n: Double) in min(n, c) * serviceRate + max(n - c, 0) * abandonRate }

    // Below the mode the death rate is at most λ, above it exceeds λ: terms shrink on both sides.
    let mode =
      arrivalRate < c * serviceRate
      ? (arrivalRate / serviceRate).rounded(.down)
      : c + ((arrivalRate - c * serviceRate) / abandonRate).rounded(.down)
    guard mode < 0x1p52 else { return nil }

    var sums = Sums(agents: c)
    sums.add(1, at: mode)
    var (term, n) = (1.0, mode)
    while n > 0 {
      let ratio = deathRate(n) / arrivalRate
      term *= ratio
      n -= 1
      sums.add(term, at: n)
      if sums.isNegligible(term, ratio: ratio) { break }
    }
    (term, n) = (1.0, mode)
    while true {
      n += 1
      let ratio = arrivalRate / deathRate(n)
      term *= ratio
      sums.add(term, at: n)
      if sums.isNegligible(term, ratio: ratio) { break }
      if n - mode > Sums.termLimit { return nil }
    }
    waitProbability = min(sums.waiting / sums.all, 1)
    meanLength = sums.length / sums.all
    meanWait = meanLength / arrivalRate
    abandonProbability = min(abandonRate * meanWait, 1)
  }

  /// The sums over the states of the process, all to the same scale.
  private struct Sums {
    /// Terms after which a sum is given up.
    static let termLimit = 1e8

    let agents: Double
    var all = 0.0
    var waiting = 0.0
    var length = 0.0

    init(agents: Double) { self.agents = agents }

    mutating func add(_ term: Double, at n: Double) {
      all += term
      guard n >= agents else { return }
      waiting += term
      length += term * (n - agents)
    }

    /// Whether the tail after `term`, whose terms shrink at least by `ratio`, is lost in the sums' rounding.
    func isNegligible(_ term: Double, ratio: Double) -> Bool {
      guard ratio < 1 else { return false }
      let tail = term / (1 - ratio)
      // The tail's length is up to 1/(1−ratio) states more than the last, hence the square.
      return tail <= 0x1p-60 * all && tail / (1 - ratio) <= 0x1p-60 * max(length, all)
    }
  }
}
