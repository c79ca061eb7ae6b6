import Mathematics
import RealModule

extension GammaGamma {
  /// The fewest customers with a mean value that a fit is tried with.
  public static let fewestCustomers = 10

  /// Where p or q is wanted greater than this, a customer's purchases, or the customers, do not differ: no greater one
  /// says more, and the quotients of gamma functions lose their digits.
  private static let shapes = 1e-4...1e4

  /// The parameters that make what customers spent most likely, without a penalty on any.
  ///
  /// Only customers with repeat purchases (x > 0) of some value (z̄ > 0) count.
  ///
  /// - Throws: ``FitError`` where there is too little to fit to.
  public static func fit(to histories: [PurchaseHistory]) throws(FitError) -> ModelFit<GammaGamma> {
    if let index = histories.firstIndex(where: { !$0.isPossible }) {
      throw FitError(.impossibleHistory, "history \(index) cannot be: expected x ≥ 0 and a finite z̄ ≥ 0")
    }
    let customers = spenders(histories)
    guard customers.count >= fewestCustomers else {
      throw FitError(
        .tooFewCustomers,
        "expected at least \(fewestCustomers) customers with repeat purchases of some value, found \(customers.count)")
    }
    // In units of the mean value the same ranges and starts serve all currencies.
    let unit = customers.reduce(0) { $0 + $1.meanValue / Double(customers.count) }
    let scaled = customers.map { (x: $0.x, meanValue: $0.meanValue / unit) }
    guard scaled.contains(where: { ($0.meanValue - 1).magnitude > 1e-9 }) else {
      throw FitError(.equalValues, "expected customers who spend differently, found all with a mean of \(unit)")
    }
    let likelihood = GammaGammaLikelihood(scaled)
    let search = MaximumLikelihood(
      names: ["p", "q", "gamma"], ranges: [shapes, shapes, max(1e-9, 1e-9 / unit)...min(1e9, 1e12 / unit)],
      likelihood: likelihood.shape(at:))
    // The mean of all, pγ/(q−1), is then one.
    let starts = [(6.0, 4.0), (1.0, 2.0), (2.0, 10.0), (20.0, 3.0)]
    let result = try search.search(from: starts.map { [$0.0, $0.1, ($0.1 - 1) / $0.0] })
    return try inMoney(result, unit: unit, customers: customers.count)
  }

  /// The natural logarithm of the likelihood of the mean values, for comparing parameters.
  ///
  /// - Returns: `nil` where a history is impossible.
  public func logLikelihood(of histories: [PurchaseHistory]) -> Double? {
    guard histories.allSatisfy(\.isPossible) else { return nil }
    return GammaGammaLikelihood(Self.spenders(histories)).shape(at: [p, q, gamma]).value
  }

  /// The correlation (Pearson) of the number of repeat purchases and their mean value. The model assumes none: where it
  /// is far from zero, expected values are too great for some and too small for others.
  ///
  /// - Returns: −1…1; `nil` without two customers, or where one of the two does not vary.
  public static func correlation(in histories: [PurchaseHistory]) -> Double? {
    Correlation.pearson(spenders(histories).map { (Double($0.x), $0.meanValue) })
  }

  private static func spenders(_ histories: [PurchaseHistory]) -> [(x: Int, meanValue: Double)] {
    histories.compactMap { $0.x > 0 && $0.meanValue > 0 ? ($0.x, $0.meanValue) : nil }
  }

  /// The result in units of money: γ is one of its own, and a density is per unit.
  private static func inMoney(
    _ result: MaximumLikelihood.Result, unit: Double, customers: Int
  ) throws(FitError) -> ModelFit<GammaGamma> {
    var parameters = result.parameters
    let gamma = parameters[2]
    parameters[2] = FittedParameter(
      name: gamma.name, value: gamma.value * unit, standardError: gamma.standardError.map { $0 * unit })
    let scales = [1, 1, unit]
    let covariance = result.covariance.map { matrix in
      matrix.indices.map { row in matrix.indices.map { matrix[row][$0] * scales[row] * scales[$0] } }
    }
    guard let model = try? GammaGamma(p: parameters[0].value, q: parameters[1].value, gamma: parameters[2].value) else {
      throw FitError(.noLikelihood, "the best parameters, \(parameters.map(\.value)), lie outside their ranges")
    }
    return ModelFit(
      model: model, parameters: parameters, covariance: covariance,
      logLikelihood: result.logLikelihood - Double(customers) * .log(unit), customers: customers,
      convergence: result.convergence)
  }
}
