/// What the columns of a file of customers mean.
struct ImportMapping: Equatable, Sendable {
  /// Columns that tell what a customer is found by, of one kind: `phone`, `email` or a network.
  struct Identity: Equatable, Sendable {
    var kind: String
    var rule: ColumnRule
  }

  /// What becomes of a row with an identity that is another customer's already.
  enum TakenIdentities: String, CaseIterable, Sendable {
    case refuse
    /// The row is taken without that identity, with a warning.
    case ignore
  }

  /// What becomes of a file that lacks a column.
  enum MissingColumns: String, CaseIterable, Sendable {
    case refuse
    /// Nothing of that field is told. The id must be there all the same.
    case ignore
  }

  var fields: [ImportField: ColumnRule] = [:]
  var identities: [Identity] = []
  var accounts: [[AccountField: ColumnRule]] = []
  var decimal = DecimalSign.point
  var dates = DateOrder.iso
  /// Values that mean yes, in lower case.
  var yes: Set<String> = ["yes", "true", "1", "y", "t"]
  /// Values that mean no, in lower case.
  var no: Set<String> = ["no", "false", "0", "n", "f"]
  var missingColumns = MissingColumns.refuse
  var takenIdentities = TakenIdentities.refuse
  /// What the mapping was read from, to tell one from another.
  var text = ""

  /// All rules of columns.
  var rules: [ColumnRule] { Array(fields.values) + identities.map(\.rule) + accounts.flatMap(\.values) }
}
