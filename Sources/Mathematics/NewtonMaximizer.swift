/// Finds a maximum of a smooth function of a few variables, each within bounds, by Newton's method.
///
/// Where the curvature is not that of a maximum it is bent until it is (Levenberg's damping), each step is shortened
/// until it gains enough (Armijo's rule), and a variable that presses against its bound stays there (Bertsekas,
/// "Projected Newton methods", SIAM J. Control 20 (1982)).
package struct NewtonMaximizer: Sendable {
  /// A function's value at a point, its gradient and its second derivatives.
  package struct Shape: Sendable {
    package var value: Double
    package var gradient: [Double]
    package var hessian: SymmetricMatrix

    package init(value: Double, gradient: [Double], hessian: SymmetricMatrix) {
      self.value = value
      self.gradient = gradient
      self.hessian = hessian
    }
  }

  /// Where a search ended.
  package struct Outcome: Sendable {
    package let point: [Double]
    package let shape: Shape
    package let iterations: Int
    /// The greatest derivative by a variable that is not at its bound.
    package let slope: Double
    /// Whether `slope` vanishes, to within rounding.
    package let isConverged: Bool
    /// The variables that press against a bound.
    package let bound: [Int]
  }

  private let bounds: [ClosedRange<Double>]
  private let iterationLimit: Int

  /// What a slope may be, relative to the value, to count as none: the sums that values are do not know better.
  private static let tolerance = 1e-9
  /// A gain below this, relative to the value, may be none or hidden.
  private static let rounding = 1e-11
  /// The longest step in any variable.
  private static let reach = 2.0

  package init(bounds: [ClosedRange<Double>], iterationLimit: Int = 200) {
    self.bounds = bounds
    self.iterationLimit = iterationLimit
  }

  /// Climbs from `start`. `function` gives `nil` where it has no value.
  ///
  /// - Returns: `nil` where the function has no value at the start.
  package func climb(from start: [Double], _ function: ([Double]) -> Shape?) -> Outcome? {
    var point = clip(start)
    guard var shape = function(point), isUsable(shape) else { return nil }
    var iterations = 0
    while true {
      let pressed = pressed(at: point, shape)
      let free = point.indices.filter { !pressed.contains($0) }
      let slope = free.map { shape.gradient[$0].magnitude }.max() ?? 0
      let isConverged = slope <= Self.tolerance * (1 + shape.value.magnitude)
      guard !isConverged, iterations < iterationLimit, let next = step(from: point, shape, free: free, function) else {
        return Outcome(
          point: point, shape: shape, iterations: iterations, slope: slope, isConverged: isConverged, bound: pressed)
      }
      (point, shape) = next
      iterations += 1
    }
  }

  private func clip(_ point: [Double]) -> [Double] {
    zip(point, bounds).map { min(max($0, $1.lowerBound), $1.upperBound) }
  }

  private func isUsable(_ shape: Shape) -> Bool {
    shape.value.isFinite && shape.gradient.allSatisfy(\.isFinite)
  }

  private func pressed(at point: [Double], _ shape: Shape) -> [Int] {
    point.indices.filter { index in
      (point[index] == bounds[index].upperBound && shape.gradient[index] > 0)
        || (point[index] == bounds[index].lowerBound && shape.gradient[index] < 0)
    }
  }

  /// A better point; `nil` where none is found along the way.
  private func step(
    from point: [Double], _ shape: Shape, free: [Int], _ function: ([Double]) -> Shape?
  ) -> ([Double], Shape)? {
    guard let direction = direction(shape, free) else { return nil }
    let longest = direction.map(\.magnitude).max() ?? 0
    var fraction = min(1, Self.reach / longest)
    for _ in 0..<60 {
      var target = point
      for (index, part) in zip(free, direction) { target[index] += fraction * part }
      target = clip(target)
      let promised = free.reduce(0) { $0 + shape.gradient[$1] * (target[$1] - point[$1]) }
      if target != point, let next = function(target), isUsable(next), gains(next, over: shape, promised, free) {
        return (target, next)
      }
      fraction /= 2
    }
    return nil
  }

  /// Near the top a gain is lost in the rounding of the values; the slope, which is not, has to tell.
  private func gains(_ next: Shape, over shape: Shape, _ promised: Double, _ free: [Int]) -> Bool {
    if promised > Self.rounding * (1 + shape.value.magnitude) { return next.value >= shape.value + 1e-4 * promised }
    func slope(_ shape: Shape) -> Double { free.map { shape.gradient[$0].magnitude }.max() ?? 0 }
    return slope(next) < slope(shape)
  }

  /// (D − H)⁻¹·g, with the least damping D that makes it point upwards.
  private func direction(_ shape: Shape, _ free: [Int]) -> [Double]? {
    var curvature = SymmetricMatrix(size: free.count)
    for (row, from) in free.enumerated() {
      for column in 0...row { curvature[row, column] = -shape.hessian[from, free[column]] }
    }
    let gradient = free.map { shape.gradient[$0] }
    let size = max(free.indices.map { curvature[$0, $0].magnitude }.max() ?? 0, 1e-12)
    var damping = 0.0
    for _ in 0..<40 {
      var damped = curvature
      for index in free.indices { damped[index, index] += damping }
      if let direction = damped.solve(gradient) { return direction }
      damping = damping == 0 ? 1e-4 * size : damping * 4
    }
    return nil
  }
}
