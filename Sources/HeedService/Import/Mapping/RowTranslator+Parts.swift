import JSON
import Storage

// The parts of a customer.
extension RowTranslator {
  func customer() {
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

  func identities() -> [CustomerIdentity] {
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

  func accounts(_ identities: inout [CustomerIdentity]) {
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
      .followers, .following, .posts, .listed, .engagers, .ageDays, .createdAt, .hasURL, .hasBio, .topics,
      .providerValue,
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
        guard let colon = part.lastIndex(of: UInt8(ascii: ":")),
          var number = numbers[.point] ?? .some(CellNumber(.point)),
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
