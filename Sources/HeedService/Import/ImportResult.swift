/// What became of some rows.
struct ImportResult: Equatable, Sendable {
  /// Customers that are new, or of whom something was news.
  var accepted = 0
  /// Customers who were stored already as their rows tell of them.
  var unchanged = 0
  var refused: [RefusedRow] = []
  /// What was left out of rows that were taken.
  var warnings: [RefusedRow] = []

  static func += (result: inout ImportResult, more: ImportResult) {
    result.accepted += more.accepted
    result.unchanged += more.unchanged
    result.refused += more.refused
    result.warnings += more.warnings
  }
}
