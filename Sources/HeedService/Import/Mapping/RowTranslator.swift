import JSON
import Storage

/// Makes of a row what `PUT /customers/{id}` takes, with the id beside: so that a row is read by the same code as a request.
final class RowTranslator {
  /// A row to make something of.
  enum Row {
    case cells(DelimitedReader)
    case object(JSONValue)
  }

  private let mapping: ImportMapping
  private let finder: CellFinder
  /// The present, and as of when a row is that does not say so itself, in seconds since 1970.
  private let now: Double
  private let asOf: Double
  private let json = JSONWriter()
  private var groups: [StaticString] = []
  /// How many of the groups have been opened, as there was something in them.
  private var opened = 0
  private var numbers: [DecimalSign: CellNumber] = [:]
  private var dates: [DateOrder: CellDate] = [:]
  private var row: Row?
  /// Which of the mapping's accounts were written.
  private var writtenAccounts: [Int] = []

  /// What is wrong with the last row.
  private(set) var problems: [String] = []
  /// What was left out of the last row.
  private(set) var warnings: [String] = []

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
    return pointer.dropFirst().split(separator: "/").filter { $0 != "customer" && $0 != "social" }.joined(separator: ".")
  }

  private func name(_ rule: ColumnRule?) -> String {
    guard let rule, !rule.columns.isEmpty else { return "the constant \(rule?.constant ?? "")" }
    return finder.present(rule.columns).joined(separator: " or ")
  }
}

// The parts of a customer.
extension RowTranslator {
  private func customer() {
    number(.lifetimeValue, "lifetime_value")
    let observedAt = seconds(mapping.fields[.observedAt])
    let age = max(0, now - (observedAt ?? asOf)) / 86_400
    group("purchases") {
      number(.purchaseCount, "count")
      days(.firstDaysAgo, or: .firstDate, "first_days_ago", olderBy: age)
      days(.lastDaysAgo, or: .lastDate, "last_days_ago", olderBy: age)
      number(.averageValue, "average_value")
    }
    group("subscription") {
      number(.marginPerYear, "margin_per_year")
      number(.retention, "retention")
    }
    days(.tenureDays, or: .customerSince, "tenure_days", olderBy: age)
    text(.loyaltyLevel, "loyalty_level")
    group("conduct") {
      number(.foundedClaims, "founded_claims")
      number(.unfoundedClaims, "unfounded_claims")
      yesNo(.abuse, "abuse")
      yesNo(.companyFault, "company_fault")
    }
    // What is of today needs no date.
    if let observedAt = observedAt ?? (now - asOf > 86_400 ? asOf : nil) {
      member("observed_at") { json.time(Int(observedAt.rounded(.down))) }
    }
  }

  private func identities() -> [CustomerIdentity] {
    var identities: [CustomerIdentity] = []
    guard let row else { return [] }
    for identity in mapping.identities {
      finder.each(identity.rule, of: row) { column, cell in
        for part in cell.split(separator: UInt8(ascii: ";")) {
          let part = Cell(rebasing: part).trimmed
          if part.isEmpty { continue }
          guard let found = CustomerIdentity(kind: identity.kind, text: part.text) else {
            let kind = identity.kind == "email" ? "mail address" : identity.kind == "phone" ? "phone number" : "handle"
            warnings.append("\(column): expected a \(kind), found \(part.shown); left out")
            continue
          }
          if !identities.contains(found) { identities.append(found) }
        }
      }
    }
    return identities
  }

  private func accounts(_ identities: inout [CustomerIdentity]) {
    guard !mapping.accounts.isEmpty else { return }
    var isOpen = false
    for (index, rules) in mapping.accounts.enumerated() {
      guard hasFacts(rules) else {
        // A mere handle is what a customer is found by. It says nothing of the account that may be known.
        if let network = text(rules[.network]), let handle = text(rules[.handle]) {
          guard let identity = CustomerIdentity(kind: network, text: handle) else {
            warnings.append("\(name(rules[.handle])): expected a handle, found \"\(handle)\"; left out")
            continue
          }
          if !identities.contains(identity) { identities.append(identity) }
        }
        continue
      }
      if !isOpen {
        isOpen = true
        member("accounts") { json.beginArray() }
      }
      writtenAccounts.append(index)
      json.object { account(rules) }
    }
    if isOpen { json.endArray() }
  }

  private func hasFacts(_ rules: [AccountField: ColumnRule]) -> Bool {
    let facts: [AccountField] = [
      .followers, .following, .posts, .listed, .engagers, .ageDays, .createdAt, .hasURL, .hasBio, .topics, .providerValue,
    ]
    return facts.contains { field in
      guard let rule = rules[field], rule.constant == nil, let row else { return false }
      return !finder.cell(rule, of: row).isEmpty
    }
  }

  private func account(_ rules: [AccountField: ColumnRule]) {
    let base = groups.count
    opened = base
    let observedAt = seconds(rules[.observedAt]) ?? asOf
    write(rules[.network], "network", as: .text)
    write(rules[.handle], "handle", as: .text)
    write(rules[.source], "source", as: .text)
    write(rules[.followers], "followers", as: .number)
    write(rules[.following], "following", as: .number)
    write(rules[.posts], "posts", as: .number)
    write(rules[.listed], "listed", as: .number)
    if let created = seconds(rules[.createdAt]) {
      json.key("age_days").number(max(0, observedAt - created) / 86_400)
    } else {
      write(rules[.ageDays], "age_days", as: .number)
    }
    write(rules[.hasURL], "has_url", as: .yesNo)
    write(rules[.hasBio], "has_bio", as: .yesNo)
    write(rules[.engagers], "engagers_90d", as: .number)
    topics(rules[.topics])
    group("provider") {
      write(rules[.providerValue], "value", as: .number)
      if opened == groups.count { write(rules[.providerScale], "scale", as: .number) }
    }
    json.key("observed_at").time(Int(observedAt.rounded(.down)))
  }

  /// Topics with weights: `parenting:0.9; home-appliances:0.3`.
  private func topics(_ rule: ColumnRule?) {
    guard let rule, let row else { return }
    let cell = finder.cell(rule, of: row)
    if cell.isEmpty { return }
    json.key("topics").object {
      for part in cell.split(separator: UInt8(ascii: ";")) {
        let part = Cell(rebasing: part).trimmed
        guard let colon = part.lastIndex(of: UInt8(ascii: ":")), var number = numbers[.point] ?? .some(CellNumber(.point)),
          number.read(Cell(rebasing: part[(colon + 1)...]).trimmed)
        else {
          problems.append("\(name(rule)): expected topics such as \"parenting:0.9; travel:0.2\", found \(cell.shown)")
          continue
        }
        json.key(escaping: Cell(rebasing: part[..<colon]).trimmed.text)
        number.json.withUnsafeBytes { json.raw($0) }
        numbers[.point] = number
      }
    }
  }
}

// Members by the kind of their values. A group is written once there is something in it.
extension RowTranslator {
  private enum Kind {
    case text, number, yesNo, time
  }

  private func text(_ field: ImportField, _ key: StaticString) { write(mapping.fields[field], key, as: .text) }
  private func number(_ field: ImportField, _ key: StaticString) { write(mapping.fields[field], key, as: .number) }
  private func yesNo(_ field: ImportField, _ key: StaticString) { write(mapping.fields[field], key, as: .yesNo) }
  private func time(_ field: ImportField, _ key: StaticString) { write(mapping.fields[field], key, as: .time) }

  private func group(_ name: StaticString, _ members: () -> Void) {
    groups.append(name)
    members()
    if opened == groups.count {
      json.endObject()
      opened -= 1
    }
    groups.removeLast()
  }

  private func member(_ key: StaticString, _ value: () -> Void) {
    while opened < groups.count {
      json.key(groups[opened]).beginObject()
      opened += 1
    }
    json.key(key)
    value()
  }

  private func write(_ rule: ColumnRule?, _ key: StaticString, as kind: Kind) {
    guard let rule, let row else { return }
    let cell = finder.cell(rule, of: row)
    if cell.isEmpty { return }
    switch kind {
    case .text: member(key) { json.string(utf8: cell) }
    case .number:
      number(cell, rule) { bytes in member(key) { bytes.withUnsafeBytes { json.raw($0) } } }
    case .yesNo:
      let word = cell.text.lowercased()
      if mapping.yes.contains(word) || mapping.no.contains(word) {
        member(key) { json.bool(mapping.yes.contains(word)) }
      } else {
        wrong(rule, cell, "yes or no, as one of \((mapping.yes.sorted() + mapping.no.sorted()).joined(separator: ", "))")
      }
    case .time:
      if let seconds = seconds(cell, rule) { member(key) { json.time(Int(seconds.rounded(.down))) } }
    }
  }

  /// Days that a column counts, or that have passed since the date in another.
  private func days(_ field: ImportField, or date: ImportField, _ key: StaticString, olderBy age: Double) {
    if let rule = mapping.fields[date], let row {
      let cell = finder.cell(rule, of: row)
      if !cell.isEmpty {
        guard let seconds = seconds(cell, rule) else { return }
        // Today may have begun elsewhere and not in UTC.
        guard seconds <= now + 86_400 else { return wrong(rule, cell, "a date that is past") }
        return member(key) { json.number(max(0, now - seconds) / 86_400) }
      }
    }
    guard let rule = mapping.fields[field], let row else { return }
    let cell = finder.cell(rule, of: row)
    if cell.isEmpty { return }
    number(cell, rule) { bytes in
      let days = age > 0 ? Double(String(decoding: bytes, as: UTF8.self)) ?? 0 : -1
      member(key) {
        // What is wrong is to be shown as it stands.
        if days >= 0 { json.number(days + age) } else { bytes.withUnsafeBytes { json.raw($0) } }
      }
    }
  }

  private func number(_ cell: Cell, _ rule: ColumnRule, _ body: ([UInt8]) -> Void) {
    let sign = rule.decimal ?? mapping.decimal
    var number = numbers[sign] ?? CellNumber(sign)
    if number.read(cell) { body(number.json) } else { wrong(rule, cell, number.expectation) }
    numbers[sign] = number
  }

  private func seconds(_ rule: ColumnRule?) -> Double? {
    guard let rule, let row else { return nil }
    let cell = finder.cell(rule, of: row)
    return cell.isEmpty ? nil : seconds(cell, rule)
  }

  private func seconds(_ cell: Cell, _ rule: ColumnRule) -> Double? {
    let order = rule.dates ?? mapping.dates
    var date = dates[order] ?? CellDate(order)
    let seconds = date.seconds(cell)
    dates[order] = date
    if seconds == nil { wrong(rule, cell, date.expectation) }
    return seconds
  }

  private func text(_ rule: ColumnRule?) -> String? {
    guard let rule, let row else { return nil }
    let cell = finder.cell(rule, of: row)
    return cell.isEmpty ? nil : cell.text
  }

  private func wrong(_ rule: ColumnRule, _ cell: Cell, _ expected: String) {
    let problem = "\(name(rule)): expected \(expected), found \(cell.shown)"
    if !problems.contains(problem) { problems.append(problem) }
  }
}
