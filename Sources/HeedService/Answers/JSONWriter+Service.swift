import JSON

extension JSONWriter {
  /// Writes a literal in which nothing needs an escape as a string.
  func string(_ literal: StaticString) {
    string(utf8: UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
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
