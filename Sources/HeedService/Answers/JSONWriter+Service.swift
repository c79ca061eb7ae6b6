import JSON

extension JSONWriter {
  /// Writes a literal in which nothing needs an escape as a string.
  func string(_ literal: StaticString) {
    string(utf8: UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  /// Writes a hash as a string of 32 hexadecimal digits.
  func hex(_ digest: JSONDigest) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { digits in
      for (offset, half) in [(0, digest.high), (16, digest.low)] {
        for index in 0..<16 {
          let digit = UInt8(truncatingIfNeeded: half >> UInt64(60 - 4 * index)) & 15
          digits[offset + index] = digit < 10 ? 48 + digit : 87 + digit
        }
      }
      string(utf8: UnsafeBufferPointer(digits))
    }
  }

  /// Writes problems of fields as an array.
  func problems(_ problems: [FieldProblem]) {
    array {
      for problem in problems {
        object {
          key("pointer").string(problem.pointer)
          key("detail").string(problem.detail)
        }
      }
    }
  }
}
