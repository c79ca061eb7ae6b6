import JSON

extension HookTranslator {
  typealias Account = [HookAccountField: HookFact]

  /// The request in the schema of `POST /score`.
  func request(_ ticket: String, _ reading: inout HookReading) -> [UInt8] {
    var facts: [HookField: HookFact] = [:]
    for field in HookField.allCases {
      guard let rule = mapping.fields[field] else { continue }
      facts[field] = field == .ticketID ? .text(ticket) : reading.fact(rule, field.kind, of: field.rawValue)
    }
    complete(&facts, &reading)
    let accounts = mapping.accounts.enumerated().compactMap { account($0.offset, $0.element, &reading) }
    let json = JSONWriter()
    write(facts, accounts, to: json)
    return [UInt8](json.bytes)
  }

  /// Leaves out what the service does not accept without something else.
  private func complete(_ facts: inout [HookField: HookFact], _ reading: inout HookReading) {
    if let count = facts[.purchaseCount]?.number, count == 1, facts[.lastDaysAgo] == nil {
      facts[.lastDaysAgo] = facts[.firstDaysAgo]
    }
    if let first = facts[.firstDaysAgo]?.number, let last = facts[.lastDaysAgo]?.number, last > first {
      reading.warn("customer.purchases.last_days_ago: expected at most first_days_ago, found more; left out")
      facts[.lastDaysAgo] = nil
    }
    let groups: [(all: [HookField], needed: [HookField])] = [
      (
        [.purchaseCount, .firstDaysAgo, .lastDaysAgo, .averageValue], [.purchaseCount, .firstDaysAgo, .lastDaysAgo]
      ),
      ([.marginPerYear, .retention], [.marginPerYear, .retention]),
      ([.declaredFollowers, .declaredBy, .declaredAt], [.declaredFollowers]),
    ]
    for group in groups {
      guard let missing = group.needed.first(where: { facts[$0] == nil }) else { continue }
      // Who declared something, and when, is nothing without it, and constants say it each time.
      if group.needed.contains(where: { facts[$0] != nil }) {
        reading.warn("\(missing.rawValue) is missing, and what is beside it counts for nothing without; left out")
      }
      for field in group.all { facts[field] = nil }
    }
  }

  /// An account of which something is known; nil where nothing is but constants.
  private func account(
    _ index: Int, _ rules: [HookAccountField: HookRule], _ reading: inout HookReading
  ) -> Account? {
    let warned = reading
    var account: Account = [:]
    var isKnown = false
    for field in HookAccountField.allCases {
      guard let rule = rules[field] else { continue }
      account[field] = reading.fact(rule, field.kind, of: "social.accounts[\(index)].\(field.rawValue)")
      if account[field] != nil, field != .network, !rule.sources.allSatisfy(\.isConstant) { isKnown = true }
    }
    if isKnown, account[.network] != nil { return account }
    // A network alone is no account, whatever it is called.
    if !isKnown, account.keys.allSatisfy({ $0 == .network }) { reading = warned }
    return nil
  }

  private func write(_ facts: [HookField: HookFact], _ accounts: [Account], to json: JSONWriter) {
    var open: [Substring] = []
    /// Closes and opens objects until those with these names are open.
    func enter(_ names: [Substring]) {
      while !names.starts(with: open) {
        json.endObject()
        open.removeLast()
      }
      for name in names.dropFirst(open.count) {
        json.key(escaping: String(name))
        json.beginObject()
        open.append(name)
      }
    }
    json.object {
      for field in HookField.allCases {
        guard let fact = facts[field] else { continue }
        let names = field.rawValue.split(separator: ".")
        enter(names.dropLast())
        json.key(escaping: field.rawValue.split(separator: ".").last.map(String.init) ?? "")
        fact.write(to: json)
      }
      if !accounts.isEmpty {
        enter(["social"])
        json.key("accounts").array { for account in accounts { write(account, to: json) } }
      }
      enter([])
    }
  }

  private func write(_ account: Account, to json: JSONWriter) {
    json.object {
      for field in HookAccountField.allCases {
        guard let fact = account[field] else { continue }
        json.key(escaping: field.rawValue)
        fact.write(to: json)
      }
    }
  }
}
