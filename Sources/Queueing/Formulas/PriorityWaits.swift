/// Mean waits by tier in M/M/c, all tiers handled alike, without preemption: an agent ends what it has begun.
///
/// `arrivalRates` are λ₁…λₙ by tier, the highest first, each zero or more; `serviceRate` is μ of one agent, greater
/// than zero; the sum of the λ must be less than `agents`·μ. Rates are in any one unit of time; waits come out in it.
public enum PriorityWaits {
  /// Strict priority: whoever is of a higher tier comes first, however long others have waited.
  ///
  /// W_k = (C/cμ)/[(1−σ_{k−1})(1−σ_k)], σ_k = ρ₁+…+ρ_k. Source: Cobham 1954.
  ///
  /// - Returns: The mean wait of each tier; `nil` outside the domain, or where λ ≥ cμ.
  public static func strict(agents: Int, arrivalRates: [Double], serviceRate: Double) -> [Double]? {
    guard let shares = loadShares(agents, arrivalRates, serviceRate),
      let probability = ErlangC.waitProbability(
        agents: agents, load: arrivalRates.reduce(0, +) / serviceRate)
    else { return nil }
    let residual = probability / (Double(agents) * serviceRate)
    var above = 0.0
    return shares.map { share in
      let upToHere = above + share
      defer { above = upToHere }
      return residual / ((1 - above) * (1 - upToHere))
    }
  }

  /// Accumulating priority: whoever has the greatest b_k·(time waited) comes first.
  ///
  /// W_k = [W₀ − Σ_{b_i<b_k} ρ_iW_i(1−b_i/b_k)] / [1 − Σ_{b_i>b_k} ρ_i(1−b_k/b_i)], from the slowest tier up, W₀ the
  /// mean wait in order of arrival. Equal rates give W₀ for all; as the ratios grow without limit the waits become
  /// those of ``strict(agents:arrivalRates:serviceRate:)``. With b = 1/promise this is urgency without head start.
  ///
  /// Sources: Kleinrock 1964; Stanford, Taylor & Ziedins 2014; with several agents Sharif et al. 2014.
  ///
  /// - Parameter priorityRates: b₁…bₙ, one a tier, greater than zero, finite, in any order.
  /// - Returns: The mean wait of each tier; `nil` outside the domain, or where λ ≥ cμ.
  public static func accumulating(
    agents: Int, arrivalRates: [Double], serviceRate: Double, priorityRates: [Double]
  ) -> [Double]? {
    guard priorityRates.count == arrivalRates.count, priorityRates.allSatisfy({ $0 > 0 && $0.isFinite }),
      let shares = loadShares(agents, arrivalRates, serviceRate),
      let common = ErlangC.meanWait(
        agents: agents, arrivalRate: arrivalRates.reduce(0, +), serviceRate: serviceRate)
    else { return nil }
    var waits = [Double](repeating: 0, count: shares.count)
    for k in priorityRates.indices.sorted(by: { priorityRates[$0] < priorityRates[$1] }) {
      let rate = priorityRates[k]
      var (saved, overtaken) = (0.0, 0.0)
      for i in shares.indices where priorityRates[i] != rate {
        if priorityRates[i] < rate {
          saved += shares[i] * waits[i] * (1 - priorityRates[i] / rate)
        } else {
          overtaken += shares[i] * (1 - rate / priorityRates[i])
        }
      }
      waits[k] = (common - saved) / (1 - overtaken)
    }
    return waits
  }

  /// Σλ_kW_k, the mean number in line. Every order of service that leaves no agent idle while someone waits has the
  /// same, λW₀, if all tiers are handled alike: who waits less does so at the expense of others.
  ///
  /// Source: Kleinrock 1965, the conservation law.
  ///
  /// - Parameter waits: The mean wait of each tier, as many as `arrivalRates`.
  public static func meanLength(arrivalRates: [Double], waits: [Double]) -> Double {
    precondition(arrivalRates.count == waits.count, "a wait for each tier")
    return zip(arrivalRates, waits).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// ρ₁…ρₙ, ρ_k = λ_k/(cμ), or `nil` outside the domain. That they add up to less than one is left to ``ErlangC``.
  private static func loadShares(_ agents: Int, _ arrivalRates: [Double], _ serviceRate: Double) -> [Double]? {
    guard agents >= 1, serviceRate > 0, serviceRate.isFinite, arrivalRates.allSatisfy({ $0 >= 0 && $0.isFinite })
    else { return nil }
    return arrivalRates.map { $0 / (Double(agents) * serviceRate) }
  }
}
