/// Files that need no mapping: their headings are the fields' own names.
extension ImportMapping {
  /// The names that headings may have in such a file, for a list; `NETWORK` and `KIND` stand for any.
  static let headings: [String] =
    ImportField.allCases.map(\.name) + ["identities.phone", "identities.email", "identities.KIND"]
    + AccountField.allCases.filter { $0 != .network }.map { "accounts.NETWORK.\($0.name)" }

  /// The mapping that headings say by themselves. The prefixes `customer.` and `social.` may stand before them, as in
  /// requests; headings that are no fields are left out.
  init(headings: [String]) {
    self.init()
    var networks: [String] = []
    for heading in headings {
      var name = heading.lowercased()
      for prefix in ["customer.", "social."] where name.hasPrefix(prefix) { name.removeFirst(prefix.utf8.count) }
      let rule = ColumnRule([heading])
      if let field = ImportField(name: name) {
        if fields[field] == nil { fields[field] = rule }
      } else if name.hasPrefix("identities.") {
        add(rule, identity: String(name.dropFirst(11)))
      } else if name.hasPrefix("accounts.") {
        let parts = name.split(separator: ".", maxSplits: 2).map(String.init)
        guard parts.count == 3, let field = AccountField(name: parts[2]), field != .network else { continue }
        if !networks.contains(parts[1]) {
          networks.append(parts[1])
          var network = ColumnRule()
          network.constant = parts[1]
          accounts.append([.network: network])
        }
        accounts[networks.firstIndex(of: parts[1]) ?? 0][field] = rule
      }
    }
    text = "the file's own headings"
  }

  private mutating func add(_ rule: ColumnRule, identity kind: String) {
    if let index = identities.firstIndex(where: { $0.kind == kind }) {
      identities[index].rule.columns += rule.columns
    } else {
      identities.append(Identity(kind: kind, rule: rule))
    }
  }
}
