@testable import HeedService

/// The request to measure with is one that Heed refuses.
struct RefusedRequest: Error, CustomStringConvertible {
  let problems: [FieldProblem]

  var description: String {
    "Heed refuses the request: " + problems.map { "\($0.pointer): \($0.detail)" }.joined(separator: "; ")
  }
}
