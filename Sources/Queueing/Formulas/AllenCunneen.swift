/// The approximation for G/G/c, any arrivals and handling times, in order of arrival.
public enum AllenCunneen {
  /// Wq ≈ W₀·(C_a²+C_s²)/2, W₀ the mean wait with exponential ones; exact for M/M/c, and for M/G/1.
  ///
  /// Source: Allen 1990, after Lee & Longton 1959 for Poisson arrivals.
  ///
  /// - Parameters:
  ///   - agents: Number of agents c, at least one.
  ///   - arrivalRate: λ, zero or more.
  ///   - serviceRate: μ, of one agent, greater than zero; any unit of time, in which the wait comes out.
  ///   - arrivalVariation: C_a², the squared coefficient of variation of the times between arrivals; 1 for Poisson.
  ///   - serviceVariation: C_s², that of handling times; 1 for exponential, 0 for equal ones.
  /// - Returns: A time, zero or more; `nil` outside the domain or where λ ≥ cμ.
  public static func meanWait(
    agents: Int, arrivalRate: Double, serviceRate: Double, arrivalVariation: Double, serviceVariation: Double
  ) -> Double? {
    guard arrivalVariation >= 0, serviceVariation >= 0,
      let wait = ErlangC.meanWait(agents: agents, arrivalRate: arrivalRate, serviceRate: serviceRate)
    else { return nil }
    return wait * (arrivalVariation + serviceVariation) / 2
  }
}
