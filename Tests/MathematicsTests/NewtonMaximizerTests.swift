import Testing

@testable import Mathematics

@Suite("Newton's method and its matrices")
struct NewtonMaximizerTests {
  /// −(1−x)² − 100(y−x²)², Rosenbrock's banana valley turned over: its maximum, 0, is at (1, 1).
  private static func valley(_ point: [Double]) -> NewtonMaximizer.Shape {
    let (x, y) = (point[0], point[1])
    let bend = y - x * x
    var hessian = SymmetricMatrix(size: 2)
    hessian[0, 0] = -2 + 400 * (bend - 2 * x * x)
    hessian[0, 1] = 400 * x
    hessian[1, 1] = -200
    return NewtonMaximizer.Shape(
      value: -(1 - x) * (1 - x) - 100 * bend * bend, gradient: [2 * (1 - x) + 400 * x * bend, -200 * bend],
      hessian: hessian)
  }

  @Test("climb along a bent valley", arguments: [[-1.2, 1.0], [0, 5], [4, -4], [-5, -5]])
  func valley(start: [Double]) throws {
    let search = NewtonMaximizer(bounds: [-5...5, -5...5])
    let end = try #require(search.climb(from: start, Self.valley))
    #expect(end.isConverged && end.bound.isEmpty, "\(end)")
    #expect(abs(end.point[0] - 1) < 1e-8 && abs(end.point[1] - 1) < 1e-8, "\(end.point)")
  }

  @Test("stop at a bound that the maximum lies beyond, and say so")
  func bound() throws {
    let search = NewtonMaximizer(bounds: [-5...0.5, -5...5])
    let end = try #require(search.climb(from: [-1.2, 1], Self.valley))
    #expect(end.isConverged && end.bound == [0])
    #expect(end.point[0] == 0.5 && abs(end.point[1] - 0.25) < 1e-8, "\(end.point)")
  }

  @Test("give up where steps run out, and where there is no value")
  func unfinished() throws {
    let search = NewtonMaximizer(bounds: [-5...5, -5...5], iterationLimit: 2)
    let end = try #require(search.climb(from: [-1.2, 1], Self.valley))
    #expect(!end.isConverged && end.iterations == 2)
    #expect(search.climb(from: [0, 0]) { _ in nil } == nil)
  }

  @Test("Matrices are solved and inverted, unless they are not positive definite")
  func matrices() throws {
    var matrix = SymmetricMatrix(size: 3)
    for (row, entries) in [[4.0], [2, 5], [-1, 0.5, 3]].enumerated() {
      for (column, entry) in entries.enumerated() { matrix[row, column] = entry }
    }
    let inverse = try #require(matrix.inverse())
    for row in 0..<3 {
      for column in 0..<3 {
        let product = (0..<3).reduce(0) { $0 + matrix[row, $1] * inverse[$1, column] }
        #expect(abs(product - (row == column ? 1 : 0)) < 1e-14)
      }
    }
    let solution = try #require(matrix.solve([5, 7.5, 2.5]))
    for part in solution { #expect(abs(part - 1) < 1e-14) }
    #expect(matrix.part([0, 2])[0, 1] == -1)
    matrix[2, 2] = -3
    #expect(matrix.solve([1, 1, 1]) == nil && matrix.inverse() == nil)
    var flat = SymmetricMatrix(size: 2)
    for (row, column) in [(0, 0), (0, 1), (1, 1)] { flat[row, column] = 1 }
    #expect(flat.inverse() == nil)
  }
}
