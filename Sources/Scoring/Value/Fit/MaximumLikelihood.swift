import Mathematics
import RealModule

/// The search that both models are fitted by: in the logarithms of the parameters, which are all positive, from several
/// starts.
struct MaximumLikelihood {
  /// The parameters' names, in the likelihood's order.
  let names: [String]
  /// What each may be.
  let ranges: [ClosedRange<Double>]
  /// The log-likelihood with its derivatives by the parameters themselves.
  let likelihood: ([Double]) -> NewtonMaximizer.Shape

  /// The best parameters, and what is known of them.
  struct Result {
    let parameters: [FittedParameter]
    let covariance: [[Double]]?
    let logLikelihood: Double
    let convergence: FitConvergence
  }

  /// Two log-likelihoods this near, relative to their size, are the same maximum.
  private static let sameness = 1e-9

  /// Searches from each start.
  ///
  /// - Throws: ``FitError`` where the likelihood has a value at none of them.
  func search(from starts: [[Double]]) throws(FitError) -> Result {
    let search = NewtonMaximizer(
      bounds: ranges.map { Double.log($0.lowerBound)...Double.log($0.upperBound) })
    let ends = starts.compactMap { search.climb(from: $0.map { .log($0) }, logarithmic) }
    guard let best = ends.max(by: { $0.shape.value < $1.shape.value }) else {
      throw FitError(.noLikelihood, "the likelihood of these histories is beyond the range of numbers")
    }
    let agreeing = ends.count {
      best.shape.value - $0.shape.value <= Self.sameness * (1 + best.shape.value.magnitude)
    }
    return result(best, starts: starts.count, agreeing: agreeing)
  }

  /// The likelihood as a function of the logarithms: with p = eᵘ, ∂/∂u = p·∂/∂p.
  private func logarithmic(_ logarithms: [Double]) -> NewtonMaximizer.Shape {
    let values = natural(logarithms)
    var shape = likelihood(values)
    for row in values.indices {
      for column in 0...row { shape.hessian[row, column] *= values[row] * values[column] }
      shape.gradient[row] *= values[row]
      shape.hessian[row, row] += shape.gradient[row]
    }
    return shape
  }

  private func natural(_ logarithms: [Double]) -> [Double] {
    zip(logarithms, ranges).map { min(max(.exp($0), $1.lowerBound), $1.upperBound) }
  }

  private func result(_ end: NewtonMaximizer.Outcome, starts: Int, agreeing: Int) -> Result {
    let values = natural(end.point)
    let free = values.indices.filter { !end.bound.contains($0) }
    // The delta method gives p·(the error of ln p); at a vanishing gradient that is the inverse of the curvature by the
    // parameters themselves.
    var information = end.shape.hessian.part(free)
    for row in free.indices { for column in 0...row { information[row, column] *= -1 } }
    let inverse = information.inverse()
    var covariance = Array(repeating: Array(repeating: 0.0, count: values.count), count: values.count)
    for (row, target) in free.enumerated() {
      for (column, other) in free.enumerated() {
        covariance[target][other] = (inverse?[row, column] ?? 0) * values[target] * values[other]
      }
    }
    let parameters = values.indices.map { index in
      FittedParameter(
        name: names[index], value: values[index],
        standardError: inverse == nil || end.bound.contains(index) ? nil : covariance[index][index].squareRoot())
    }
    return Result(
      parameters: parameters, covariance: inverse == nil ? nil : covariance, logLikelihood: end.shape.value,
      convergence: FitConvergence(
        hasVanishingGradient: end.isConverged, iterations: end.iterations, gradient: end.slope, starts: starts,
        agreeing: agreeing, atBounds: end.bound.map { names[$0] }, isMaximum: inverse != nil))
  }
}
