import JSON

/// One field of a request that is wrong, or that nobody knows.
struct FieldProblem: Equatable {
  /// Where, as a JSON Pointer (RFC 6901) into the request.
  var pointer: String
  /// What was expected and what was found, as a sentence.
  var detail: String
}
