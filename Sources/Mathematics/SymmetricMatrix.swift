/// A small symmetric matrix, kept whole.
package struct SymmetricMatrix: Sendable, Equatable {
  /// Rows, and columns.
  package let size: Int
  private var entries: [Double]

  /// A matrix of zeros.
  package init(size: Int) {
    self.size = size
    entries = Array(repeating: 0, count: size * size)
  }

  /// An entry; setting one sets its mirror image too.
  package subscript(row: Int, column: Int) -> Double {
    get { entries[row * size + column] }
    set {
      entries[row * size + column] = newValue
      entries[column * size + row] = newValue
    }
  }

  /// The rows and columns with these indices alone.
  package func part(_ indices: [Int]) -> SymmetricMatrix {
    var part = SymmetricMatrix(size: indices.count)
    for (row, from) in indices.enumerated() {
      for column in 0...row { part[row, column] = self[from, indices[column]] }
    }
    return part
  }

  /// x with A·x = `right`, by Cholesky's factors.
  ///
  /// - Returns: `nil` unless the matrix is positive definite, by a margin that rounding cannot have made.
  package func solve(_ right: [Double]) -> [Double]? {
    guard let factor = cholesky() else { return nil }
    var x = right
    for row in 0..<size {
      for column in 0..<row { x[row] -= factor[row * size + column] * x[column] }
      x[row] /= factor[row * size + row]
    }
    for row in stride(from: size - 1, through: 0, by: -1) {
      for column in row + 1..<max(size, row + 1) { x[row] -= factor[column * size + row] * x[column] }
      x[row] /= factor[row * size + row]
    }
    return x
  }

  /// The inverse; `nil` unless the matrix is positive definite.
  package func inverse() -> SymmetricMatrix? {
    var inverse = SymmetricMatrix(size: size)
    for column in 0..<size {
      var unit = Array(repeating: 0.0, count: size)
      unit[column] = 1
      guard let solution = solve(unit) else { return nil }
      for row in 0..<size { inverse[row, column] = solution[row] }
    }
    return inverse
  }

  /// The lower triangle L with L·Lᵀ = A, row by row.
  private func cholesky() -> [Double]? {
    var factor = Array(repeating: 0.0, count: size * size)
    for row in 0..<size {
      for column in 0...row {
        var sum = self[row, column]
        for index in 0..<column { sum -= factor[row * size + index] * factor[column * size + index] }
        if row == column {
          guard sum.isFinite, sum > 0x1p-46 * self[row, row].magnitude else { return nil }
          factor[row * size + row] = sum.squareRoot()
        } else {
          factor[row * size + column] = sum / factor[column * size + column]
        }
      }
    }
    return factor
  }
}
