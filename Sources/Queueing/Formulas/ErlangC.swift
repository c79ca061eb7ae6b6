import RealModule

/// The delay system M/M/c: whoever finds all agents busy waits, however long, in order of arrival.
///
/// Rates are in any one unit of time; waits come out in that unit.
public enum ErlangC {
  /// The probability that an arrival has to wait: C = B/(1−ρ+ρB), ρ = a/c.
  ///
  /// It holds for every order of service that leaves no agent idle while someone waits, if service times are
  /// exponential and alike for all.
  ///
  /// - Parameters:
  ///   - agents: Number of agents c, at least one.
  ///   - load: Offered load a = λ/μ in erlangs, zero or more, less than `agents`.
  /// - Returns: A probability, 0…1; `nil` outside the domain: from a load of `agents` on, the line grows for ever.
  public static func waitProbability(agents: Int, load: Double) -> Double? {
    guard agents >= 1, load < Double(agents), let blocking = ErlangB.blocking(agents: agents, load: load) else {
      return nil
    }
    // (c − a)/c rather than 1 − a/c: near saturation the difference must keep its digits.
    let idle = (Double(agents) - load) / Double(agents)
    return blocking / (idle + (1 - idle) * blocking)
  }

  /// The mean wait, in order of arrival, of all tickets, those that need not wait included: W₀ = C/(cμ−λ).
  ///
  /// - Parameters:
  ///   - agents: Number of agents c, at least one.
  ///   - arrivalRate: λ, zero or more.
  ///   - serviceRate: μ, of one agent, greater than zero.
  /// - Returns: A time, zero or more; `nil` outside the domain or where λ ≥ cμ.
  public static func meanWait(agents: Int, arrivalRate: Double, serviceRate: Double) -> Double? {
    guard arrivalRate >= 0, serviceRate > 0, serviceRate.isFinite,
      let probability = waitProbability(agents: agents, load: arrivalRate / serviceRate)
    else { return nil }
    let spare = Double(agents) * serviceRate - arrivalRate
    return spare > 0 ? probability / spare : nil
  }

  /// The probability that a ticket waits longer than `wait`, in order of arrival: C·e^{−(cμ−λ)t}.
  ///
  /// - Parameters:
  ///   - wait: t, zero or more.
  ///   - agents: Number of agents c, at least one.
  ///   - arrivalRate: λ, zero or more.
  ///   - serviceRate: μ, of one agent, greater than zero.
  /// - Returns: A probability, 0…1; `nil` outside the domain or where λ ≥ cμ.
  public static func probability(
    ofWaitOver wait: Double, agents: Int, arrivalRate: Double, serviceRate: Double
  ) -> Double? {
    guard wait >= 0, arrivalRate >= 0, serviceRate > 0, serviceRate.isFinite,
      let probability = waitProbability(agents: agents, load: arrivalRate / serviceRate)
    else { return nil }
    return probability * .exp(-(Double(agents) * serviceRate - arrivalRate) * wait)
  }
}
