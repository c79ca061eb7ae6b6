/// A row that could not be read or taken, and why.
struct RefusedRow: Equatable, Sendable {
  /// The line that it begins on, from 1.
  var line: Int
  /// What was expected and what was found, as a sentence.
  var detail: String
}
