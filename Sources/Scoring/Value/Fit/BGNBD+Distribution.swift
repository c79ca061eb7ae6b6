import RealModule

extension BGNBD {
  /// P(X(t) = x), the probabilities that a customer buys again x times in the time `t` after the first purchase.
  ///
  /// Source: Fader, Hardie & Lee (2005), equation 8. With u = t/(α+t) the number bought by a customer who stays is
  /// negative binomial, n(x) = Γ(r+x)/(Γ(r)·x!)·(1−u)ʳ·uˣ, and P(x) = n(x)·Π_{j<x}(b+j)/(a+b+j) +
  /// [x>0]·(B(a+1, b+x−1)/B(a, b))·(1 − Σ_{j<x} n(j)).
  ///
  /// - Parameters:
  ///   - count: How many probabilities, for x = 0, 1, …; zero or more.
  ///   - t: Time, 0…``longestTime``.
  /// - Returns: Probabilities that sum to at most 1; `nil` when an argument lies outside its range or is not a number.
  public func repeatProbabilities(_ count: Int, t: Double) -> [Double]? {
    guard count >= 0, t >= 0, t <= Self.longestTime else { return nil }
    let share = t / (alpha + t)
    var probabilities: [Double] = []
    var bought = Double.exp(-r * .log(onePlus: t / alpha))
    var stayed = 1.0
    var more = 1.0
    for index in 0..<count {
      let x = Double(index)
      // stayed·a/(b+x−1) is the chance to leave after purchase x and not before.
      let left = index == 0 ? 0 : stayed * a / (b + x - 1) * max(more, 0)
      probabilities.append(min(bought * stayed + left, 1))
      more -= bought
      bought *= (r + x) / (x + 1) * share
      stayed *= (b + x) / (a + b + x)
    }
    return probabilities
  }
}
