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
  /// The rules of fields, by their numbers.
  private let fields: [BoundRule?]
  let identityRules: [(kind: String, rule: BoundRule)]
  let accountRules: [[BoundRule?]]
  private(set) var row: Row?
  /// Which of the mapping's accounts were written.
  var writtenAccounts: [Int] = []

  /// Whether what customers are found by is written with the rest, and not only kept in ``identities``.
  private let writesIdentities: Bool

  /// What the last row's customer is found by.
  private(set) var identities: [CustomerIdentity] = []
  /// What is wrong with the last row.
  var problems: [String] = []
  /// What was left out of the last row.
  var warnings: [String] = []

  /// - Parameters:
  ///   - headings: the file's; nil: its rows are objects, whose members are the columns.
  ///   - path: what to call the file in errors.
  ///   - asOf: as of when the file is, in seconds since 1970; at most `now`.
  ///   - writesIdentities: whether what is made of a row is to have all of it.
  /// - Throws: ``FileError`` where headings lack what the mapping names.
  init(
    _ mapping: ImportMapping, headings: [String]?, path: String, now: Double, asOf: Double, writesIdentities: Bool
  ) throws(FileError) {
    self.mapping = mapping
    self.now = now
    self.asOf = min(asOf, now)
    self.writesIdentities = writesIdentities
    let finder = try CellFinder(mapping, headings: headings, path: path)
    func bind(_ rule: ColumnRule?) -> BoundRule? {
      let bound = rule.map { finder.bind($0, mapping) }
      return bound?.columns.isEmpty == true && bound?.rule.constant == nil ? nil : bound
    }
    self.finder = finder
    fields = ImportField.allCases.map { bind(mapping.fields[$0]) }
    identityRules = mapping.identities.map { ($0.kind, finder.bind($0.rule, mapping)) }
    accountRules = mapping.accounts.map { rules in AccountField.allCases.map { bind(rules[$0]) } }
  }

  /// The rule of a field; nil where the file tells nothing of it.
  func rule(_ field: ImportField) -> BoundRule? { fields[field.rawValue] }

  /// What the last row says, as JSON; it lasts until the next one.
  var bytes: UnsafeRawBufferPointer { json.bytes }

  /// Translates a row; what is wrong with it is in ``problems`` then.
  func translate(_ row: Row) {
    self.row = row
    json.removeAll()
    problems.removeAll(keepingCapacity: true)
    warnings.removeAll(keepingCapacity: true)
    writtenAccounts.removeAll(keepingCapacity: true)
    identities.removeAll(keepingCapacity: true)
    json.object {
      text(.id, "id")
      readIdentities()
      group("customer") { customer() }
      group("social") {
        yesNo(.consent, "consent")
        group("declared") {
          number(.declaredFollowers, "followers")
          text(.declaredBy, "by")
          time(.declaredAt, "at")
        }
        accounts()
      }
      if writesIdentities, !identities.isEmpty {
        json.key("identities").array { for identity in identities { json.string(identity.text) } }
      }
    }
    self.row = nil
  }

  /// Adds to what the customer is found by.
  func add(_ identity: CustomerIdentity) {
    if !identities.contains(identity) { identities.append(identity) }
  }

  /// Names the column that a field of the JSON came from.
  func place(_ pointer: String) -> String {
    if let column = ImportField.allCases.lazy.filter({ $0.pointer == pointer }).compactMap({ self.rule($0) }).first {
      return column.name
    }
    let parts = pointer.split(separator: "/", maxSplits: 3)
    if parts.count == 4, parts[1] == "accounts", let index = Int(parts[2]), index < writtenAccounts.count {
      let rules = accountRules[writtenAccounts[index]]
      let fields = AccountField.allCases.filter { $0.pointer == "/" + parts[3] }
      if let column = fields.lazy.compactMap({ rules[$0.rawValue] }).first { return column.name }
    }
    return pointer.dropFirst().split(separator: "/").filter { $0 != "customer" && $0 != "social" }.joined(
      separator: ".")
  }
}
