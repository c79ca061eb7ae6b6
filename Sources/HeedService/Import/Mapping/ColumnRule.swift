/// Where a field comes from, and what is made of it.
struct ColumnRule: Equatable, Sendable {
  /// What becomes of a value that `values` does not list.
  enum Others: String, CaseIterable, Sendable {
    /// It is taken as it stands.
    case keep
    /// It counts as an empty cell.
    case ignore
    /// The row is refused.
    case refuse
  }

  /// The columns, of which the first counts that is not empty; of an identity each of them.
  var columns: [String] = []
  /// What the field is where no column says anything.
  var constant: String?
  /// What values stand for: those of the file, in lower case, and what they mean.
  var values: [String: String] = [:]
  var others = Others.keep
  /// How its numbers are written; nil: as those of the other columns.
  var decimal: DecimalSign?
  /// How its dates are written; nil: as those of the other columns.
  var dates: DateOrder?

  init(_ columns: [String] = []) {
    self.columns = columns
  }
}
