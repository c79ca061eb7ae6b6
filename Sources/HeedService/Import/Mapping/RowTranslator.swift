import JSON
import Storage

/// Makes of a row what `PUT /customers/{id}` takes, with the id beside: so that a row is read by the same code as a request.
final class RowTranslator {
  /// A row to make something of.
  enum Row {
    case cells(DelimitedReader)
    case object(JSONValue)
  }

  let mapping: ImportMapping
  let finder: CellFinder
  /// The present, and as of when a row is that does not say so itself, in seconds since 1970.
  let now: Double
  let asOf: Double
  let json = JSONWriter()
  var groups: [StaticString] = []
  /// How many of the groups have been opened, as there was something in them.
  var opened = 0
  var numbers: [DecimalSign: CellNumber] = [:]
  var dates: [DateOrder: CellDate] = [:]
  private(set) var row: Row?
  /// Which of the mapping's accounts were written.
  var writtenAccounts: [Int] = []

  /// What is wrong with the last row.
  var problems: [String] = []
  /// What was left out of the last row.
  var warnings: [String] = []

  /// - Parameters:
  ///   - headings: the file's; nil: its rows are objects, whose members are the columns.
  ///   - path: what to call the file in errors.
  ///   - asOf: as of when the file is, in seconds since 1970; at most `now`.
  /// - Throws: ``FileError`` where headings lack what the mapping names.
  init(_ mapping: ImportMapping, headings: [String]?, path: String, now: Double, asOf: Double) throws(FileError) {
    self.mapping = mapping
    self.now = now
    self.asOf = min(asOf, now)
    finder = try CellFinder(mapping, headings: headings, path: path)
  }

  /// What the last row says, as JSON; it lasts until the next one.
  var bytes: UnsafeRawBufferPointer { json.bytes }

  /// Translates a row; what is wrong with it is in ``problems`` then.
  func translate(_ row: Row) {
    self.row = row
    json.removeAll()
    problems.removeAll(keepingCapacity: true)
    warnings.removeAll(keepingCapacity: true)
    writtenAccounts.removeAll(keepingCapacity: true)
    json.object {
      text(.id, "id")
      var identities = self.identities()
      group("customer") { customer() }
      group("social") {
        yesNo(.consent, "consent")
        group("declared") {
          number(.declaredFollowers, "followers")
          text(.declaredBy, "by")
          time(.declaredAt, "at")
        }
        accounts(&identities)
      }
      if !identities.isEmpty {
        json.key("identities").array { for identity in identities { json.string(identity.text) } }
      }
    }
    self.row = nil
  }

  /// Names the column that a field of the JSON came from.
  func place(_ pointer: String) -> String {
    if let field = ImportField.allCases.first(where: { $0.pointer == pointer && mapping.fields[$0] != nil }) {
      return name(mapping.fields[field])
    }
    let parts = pointer.split(separator: "/", maxSplits: 3)
    if parts.count == 4, parts[1] == "accounts", let index = Int(parts[2]), index < writtenAccounts.count {
      let rules = mapping.accounts[writtenAccounts[index]]
      if let field = AccountField.allCases.first(where: { $0.pointer == "/" + parts[3] && rules[$0] != nil }) {
        return name(rules[field])
      }
    }
    return pointer.dropFirst().split(separator: "/").filter { $0 != "customer" && $0 != "social" }.joined(
      separator: ".")
  }

  func name(_ rule: ColumnRule?) -> String {
    guard let rule, !rule.columns.isEmpty else { return "the constant \(rule?.constant ?? "")" }
    return finder.present(rule.columns).joined(separator: " or ")
  }
}
