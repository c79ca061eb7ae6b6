import Storage

extension RandomRun {
  mutating func stepOfMemory(_ transaction: any StoreTransaction, number: Int64) throws {
    switch self.number(in: 0...6) {
    case 0..<4:
      let outcome = anyOutcome()
      try both(
        { try transaction.putOutcome(outcome, ofTicket: number) }, { try $0.putOutcome(outcome, ofTicket: number) })
    case 4..<6:
      let (before, limit) = (now - Double(self.number(in: 300...2000)), self.number(in: 0...60))
      try both(
        { try transaction.pruneMemory(before: before, limit: limit) },
        { $0.pruneMemory(before: before, limit: limit) })
    default: try erase(transaction)
    }
  }

  /// Erases a customer, most often as a service does: the open tickets are scored again first.
  private mutating func erase(_ transaction: any StoreTransaction) throws {
    let id = anyCustomer()
    if self.number(in: 0...3) != 0 {
      let open = try transaction.openTickets(ofCustomer: id)
      expect(open == model.openTickets { $0.customer == id }, "open tickets of \(id)")
      for number in open {
        var change = anyChange()
        change.subject.customer = nil
        try both({ try transaction.rescore(number: number, change) }, { try $0.rescore(number: number, change) })
      }
    }
    try both({ try transaction.eraseCustomer(id: id) }, { try $0.eraseCustomer(id: id) })
  }

  private mutating func anyOutcome() -> StoredOutcome {
    func maybe<T>(_ value: T) -> T? { number(in: 0...1) == 0 ? nil : value }
    return StoredOutcome(
      isFounded: maybe(true), isCompanyFault: maybe(false), isResolved: maybe(true), isAbuse: maybe(false),
      satisfaction: maybe(0.75), sentiment: maybe(-0.5), at: now)
  }

  mutating func compareMemory(_ reading: any StoreReading) throws {
    let (customer, topic, story) = (anyCustomer(), anyTopic(), anyStory())
    let (since, limit, after) = (now - 700, number(in: 0...30), anyNumber() - 50)
    expect(
      try reading.decisions(ofCustomer: customer, limit: limit)
        == Array(model.decisions(ofCustomer: customer).prefix(limit)), "decisions of \(customer)")
    if let decision = model.decisions.values.randomElement(using: &generator) {
      let newest = model.decisions.filter { $0.value.id == decision.id }.max { $0.key < $1.key }?.value
      expect(try reading.decision(id: decision.id) == newest, "a decision by its id")
    }
    expect(
      try reading.contacts(ofCustomer: customer, since: since, limit: limit)
        == Array(model.contacts(ofCustomer: customer, since: since).prefix(limit)), "contacts of \(customer)")
    if let ticket = model.contacts.values.randomElement(using: &generator)?.ticket, !ticket.isEmpty {
      let latest = model.contacts.values.filter { $0.ticket == ticket }.max { $0.number < $1.number }
      expect(try reading.contact(ticket: ticket) == latest, "the contact of \(ticket)")
    }
    expect(
      try reading.openTickets(ofCustomer: customer) == model.openTickets { $0.customer == customer },
      "open tickets of \(customer)")
    expect(
      try reading.openTickets(onTopic: topic, after: after, limit: limit)
        == Array(model.openTickets { $0.topic == topic && $0.number > after }.prefix(limit)), "open tickets on \(topic)"
    )
    expect(
      try reading.openTickets(aboutStory: story, after: after, limit: limit)
        == Array(model.openTickets { $0.story == story && $0.number > after }.prefix(limit)),
      "open tickets about \(story)")
    var contacts: [StoredContact] = []
    try reading.eachContact(from: since, until: now - 20) { contacts.append($0) }
    let expected = model.contacts.values.filter { $0.at >= since && $0.at < now - 20 }
    expect(contacts == expected.sorted { ($0.at, $0.number) < ($1.at, $1.number) }, "contacts of a time")
  }
}
