import Mathematics

extension BGNBD {
  /// The fewest customers that a fit is tried with.
  public static let fewestCustomers = 20
  /// The fewest customers who bought again that a fit is tried with.
  public static let fewestRepeatBuyers = 10

  private static let ranges = [1e-4...20, 1e-3...1e6, 1e-4...100, 1e-4...100]

  /// The parameters that make these histories most likely, without a penalty on any.
  ///
  /// Memory and the time of a step grow with the number of different histories.
  ///
  /// - Parameter histories: Of all customers, also those who never bought again, one each. The model is fitted in their
  ///   unit of time.
  /// - Throws: ``FitError`` where there is too little to fit to.
  public static func fit(to histories: [PurchaseHistory]) throws(FitError) -> ModelFit<BGNBD> {
    try check(histories)
    let likelihood = BGNBDLikelihood(histories)
    // Those who left buy no more, so the rate while customers stay is greater than that over all time.
    let time = histories.reduce(0) { $0 + $1.T }
    let rate = 1.5 * Double(histories.reduce(0) { $0 + $1.x }) / time
    let starts = [(0.3, 0.8, 2.5), (1.0, 1.0, 1.0), (3.0, 0.3, 3.0), (0.6, 2.0, 20.0)]
    let search = MaximumLikelihood(
      names: ["r", "alpha", "a", "b"], ranges: ranges, likelihood: likelihood.shape(at:))
    let result = try search.search(from: starts.map { [$0.0, $0.0 / rate, $0.1, $0.2] })
    let values = result.parameters.map(\.value)
    guard let model = try? BGNBD(r: values[0], alpha: values[1], a: values[2], b: values[3]) else {
      throw FitError(.noLikelihood, "the best parameters, \(values), lie outside their ranges")
    }
    return ModelFit(
      model: model, parameters: result.parameters, covariance: result.covariance,
      logLikelihood: result.logLikelihood, customers: histories.count, convergence: result.convergence)
  }

  /// The natural logarithm of the likelihood of these histories, for comparing parameters.
  ///
  /// - Returns: `nil` where a history is impossible.
  public func logLikelihood(of histories: [PurchaseHistory]) -> Double? {
    guard histories.allSatisfy(\.isPossible) else { return nil }
    return BGNBDLikelihood(histories).shape(at: [r, alpha, a, b]).value
  }

  private static func check(_ histories: [PurchaseHistory]) throws(FitError) {
    if let index = histories.firstIndex(where: { !$0.isPossible }) {
      throw FitError(
        .impossibleHistory, "history \(index) cannot be: expected x ≥ 0 and 0 ≤ t_x ≤ T ≤ \(longestTime)")
    }
    guard histories.count >= fewestCustomers else {
      throw FitError(.tooFewCustomers, "expected at least \(fewestCustomers) customers, found \(histories.count)")
    }
    let buyers = histories.count { $0.x > 0 }
    guard buyers >= fewestRepeatBuyers else {
      throw FitError(
        .tooFewRepeatBuyers, "expected at least \(fewestRepeatBuyers) customers who bought again, found \(buyers)")
    }
    guard histories.contains(where: { $0.T > 0 }) else {
      throw FitError(.noTime, "expected time between first purchases and the end of the observation, found none")
    }
  }
}
