import JSON
import Storage

// The parts of a customer.
extension RowTranslator {
  func customer() {
    number(.lifetimeValue, "lifetime_value")
    let observedAt = seconds(rule(.observedAt))
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

  func readIdentities() {
    guard let row else { return }
    for (kind, rule) in identityRules {
      finder.each(rule, of: row) { column, cell in
        for part in cell.split(separator: UInt8(ascii: ";")) {
          let part = Cell(rebasing: part).trimmed
          if part.isEmpty { continue }
          if let identity = CustomerIdentity(kind: kind, text: part.text) {
            add(identity)
          } else {
            let what = kind == "email" ? "mail address" : kind == "phone" ? "phone number" : "handle"
            warnings.append("\(column): expected a \(what), found \(part.shown); left out")
          }
        }
      }
    }
  }

  func accounts() {
    var isOpen = false
    for (index, rules) in accountRules.enumerated() {
      guard hasFacts(rules) else {
        handle(rules)
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

  /// A mere handle is what a customer is found by. It says nothing of the account that may be known.
  private func handle(_ rules: [BoundRule?]) {
    guard let handle = text(rules[AccountField.handle.rawValue]),
      let network = text(rules[AccountField.network.rawValue])
    else { return }
    if let identity = CustomerIdentity(kind: network, text: handle) {
      add(identity)
    } else {
      let column = rules[AccountField.handle.rawValue]?.name ?? "handle"
      warnings.append("\(column): expected a handle, found \"\(handle)\"; left out")
    }
  }

  private static let facts: [AccountField] = [
    .followers, .following, .posts, .listed, .engagers, .ageDays, .createdAt, .hasURL, .hasBio, .topics, .providerValue,
  ]

  private func hasFacts(_ rules: [BoundRule?]) -> Bool {
    Self.facts.contains { field in
      guard let rule = rules[field.rawValue], rule.rule.constant == nil, let row else { return false }
      return !finder.cell(rule, of: row).isEmpty
    }
  }

  private func account(_ rules: [BoundRule?]) {
    func rule(_ field: AccountField) -> BoundRule? { rules[field.rawValue] }
    let base = groups.count
    opened = base
    let observedAt = seconds(rule(.observedAt)) ?? asOf
    write(rule(.network), "network", as: .text)
    write(rule(.handle), "handle", as: .text)
    write(rule(.source), "source", as: .text)
    write(rule(.followers), "followers", as: .number)
    write(rule(.following), "following", as: .number)
    write(rule(.posts), "posts", as: .number)
    write(rule(.listed), "listed", as: .number)
    if let created = seconds(rule(.createdAt)) {
      json.key("age_days").number(max(0, observedAt - created) / 86_400)
    } else {
      write(rule(.ageDays), "age_days", as: .number)
    }
    write(rule(.hasURL), "has_url", as: .yesNo)
    write(rule(.hasBio), "has_bio", as: .yesNo)
    write(rule(.engagers), "engagers_90d", as: .number)
    topics(rule(.topics))
    group("provider") {
      write(rule(.providerValue), "value", as: .number)
      if opened == groups.count { write(rule(.providerScale), "scale", as: .number) }
    }
    json.key("observed_at").time(Int(observedAt.rounded(.down)))
  }

  /// Topics with weights: `parenting:0.9; home-appliances:0.3`.
  private func topics(_ rule: BoundRule?) {
    guard let rule, let row else { return }
    let cell = finder.cell(rule, of: row)
    if cell.isEmpty { return }
    json.key("topics").object {
      for part in cell.split(separator: UInt8(ascii: ";")) {
        let part = Cell(rebasing: part).trimmed
        var number = CellNumber(.point)
        guard let colon = part.lastIndex(of: UInt8(ascii: ":")),
          number.read(Cell(rebasing: part[(colon + 1)...]).trimmed)
        else {
          problems.append("\(rule.name): expected topics such as \"parenting:0.9; travel:0.2\", found \(cell.shown)")
          continue
        }
        json.key(escaping: Cell(rebasing: part[..<colon]).trimmed.text)
        number.json.withUnsafeBytes { json.raw($0) }
      }
    }
  }
}
