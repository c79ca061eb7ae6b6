/// The Gamma-Gamma model of spending: what a purchase of a customer is worth on average.
///
/// The few purchases of one customer are blended with what the company's customers spend at large.
///
/// Source: Fader, Hardie & Lee, "RFM and CLV", Journal of Marketing Research 42 (2005), equation 7 (with their note
/// of 2013, equation 3).
public struct GammaGamma: Sendable, Equatable {
  /// Shape of the spread of one customer's purchases, 1e-4…1e6.
  public let p: Double
  /// Shape of the spread between customers, 1e-4…1e6. With q ≤ 1 nothing can be expected of
  /// customers without repeat purchases.
  public let q: Double
  /// Scale of the spread between customers, in units of money, 1e-9…1e12.
  public let gamma: Double

  /// Creates a model.
  /// - Throws: ``ParameterError`` that names the parameter that lies outside its range.
  public init(p: Double, q: Double, gamma: Double) throws(ParameterError) {
    try ParameterError.check(p, in: 1e-4...1e6, "p")
    try ParameterError.check(q, in: 1e-4...1e6, "q")
    try ParameterError.check(gamma, in: 1e-9...1e12, "gamma")
    self.init(uncheckedP: p, q: q, gamma: gamma)
  }

  /// Fitted on the customers of CDNOW, in US dollars (published in the note above).
  public static let cdnow = GammaGamma(uncheckedP: 6.25, q: 3.74, gamma: 15.44)

  private init(uncheckedP p: Double, q: Double, gamma: Double) {
    self.p = p
    self.q = q
    self.gamma = gamma
  }

  /// E[M] = p·(γ + x·z̄)/(p·x + q − 1), the value to expect of a customer's purchase.
  ///
  /// - Parameters:
  ///   - x: Repeat purchases the average is taken over, zero or more.
  ///   - meanValue: z̄, their average value, zero or more, in units of money. Not read when `x` is 0.
  /// - Returns: A finite amount greater than zero; `nil` when an argument lies outside its range or is not a number,
  ///   or when the expectation is infinite (p·x + q ≤ 1).
  public func expectedValue(x: Int, meanValue: Double) -> Double? {
    guard x >= 0 else { return nil }
    let purchases = p * Double(x)
    let weight = purchases + q - 1
    guard weight > 0 else { return nil }
    let prior = p * gamma / weight
    guard x > 0 else { return prior.isFinite ? prior : nil }
    guard meanValue >= 0 else { return nil }
    // The ratio first: it is near one, while x·z̄ may overflow.
    let value = prior + purchases / weight * meanValue
    return value.isFinite ? value : nil
  }
}
