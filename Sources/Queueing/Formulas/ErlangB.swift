/// The loss system M/M/c/c: whoever finds all agents busy goes away.
///
/// It is the stable way to the other Erlang formulas.
public enum ErlangB {
  /// The probability that an arrival finds all agents busy: Bₙ = aBₙ₋₁/(n+aBₙ₋₁), B₀ = 1.
  ///
  /// All terms are positive, so that the recursion loses no digits for thousands of agents; it takes O(agents).
  ///
  /// - Parameters:
  ///   - agents: Number of agents c, zero or more.
  ///   - load: Offered load a = λ/μ in erlangs, zero or more, finite; it may exceed `agents`.
  /// - Returns: A probability, 0…1; `nil` outside the domain.
  public static func blocking(agents: Int, load: Double) -> Double? {
    guard agents >= 0, load >= 0, load.isFinite else { return nil }
    var blocking = 1.0
    for n in 0..<agents {
      let busy = load * blocking
      // Once nobody is ever turned away, more agents change nothing, and 0/0 is avoided.
      if busy == 0 { return 0 }
      blocking = busy / (Double(n + 1) + busy)
    }
    return blocking
  }
}
