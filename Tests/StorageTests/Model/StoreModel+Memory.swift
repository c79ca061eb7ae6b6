import Storage

extension StoreModel {
  mutating func decide(_ decision: StoredDecision) {
    lastDecision += 1
    decisions[lastDecision] = decision
    decisionsOfTickets[decision.number, default: []].append(lastDecision)
    standing[decision.number] = lastDecision
  }

  mutating func describe(_ number: Int64, as subject: TicketSubject) {
    guard var contact = contacts[number] else { return }
    if let customer = contact.customer, customer != subject.customer {
      formerCustomers[number, default: []].insert(customer)
    }
    (contact.customer, contact.topic, contact.story) = (subject.customer, subject.topic, subject.story)
    (contact.channel, contact.isLoud) = (subject.channel, subject.isLoud)
    contacts[number] = contact
  }

  mutating func putOutcome(_ outcome: StoredOutcome, ofTicket number: Int64) throws {
    guard contacts[number] != nil else { throw Self.conflict }
    contacts[number]?.outcome = outcome
  }

  mutating func pruneMemory(before: Double, limit: Int) -> Int {
    let rows = decisions.filter { $0.value.decidedAt < before && standing[$0.value.number] != $0.key }
      .sorted { ($0.value.decidedAt, $0.key) < ($1.value.decidedAt, $1.key) }.prefix(limit).map(\.key)
    for row in rows { removeDecision(row) }
    let old = contacts.values
      .filter { $0.at < before && tickets[$0.number] == nil && decisionsOfTickets[$0.number] == nil }
      .sorted { ($0.at, $0.number) < ($1.at, $1.number) }.prefix(limit).map(\.number)
    for number in old {
      contacts[number] = nil
      formerCustomers[number] = nil
    }
    return max(rows.count, old.count)
  }

  mutating func removeDecision(_ row: Int64) {
    guard let number = decisions.removeValue(forKey: row)?.number else { return }
    decisionsOfTickets[number]?.removeAll { $0 == row }
    if decisionsOfTickets[number] == [] { decisionsOfTickets[number] = nil }
  }

  func isOpen(_ contact: StoredContact) -> Bool { contact.state == .waiting || contact.state == .leased }

  func openTickets(_ isWanted: (StoredContact) -> Bool) -> [Int64] {
    contacts.values.filter { isOpen($0) && isWanted($0) }.map(\.number).sorted()
  }

  func contacts(ofCustomer id: String, since: Double) -> [StoredContact] {
    contacts.values.filter { $0.customer == id && $0.at >= since }
      .sorted { ($0.at, $0.number) > ($1.at, $1.number) }
  }

  func decisions(ofCustomer id: String) -> [StoredDecision] {
    decisions.filter { $0.value.customer == id }.sorted { $0.key > $1.key }.map(\.value)
  }

  func decisions(ofTicket number: Int64) -> [StoredDecision] {
    (decisionsOfTickets[number] ?? []).reversed().compactMap { decisions[$0] }
  }
}
