import Storage

extension RandomRun {
  mutating func stepOfCustomer(_ transaction: any StoreTransaction) throws {
    let (id, at) = (anyCustomer(), now)
    // One that is stored, or was, or will be.
    let number = Int64(self.number(in: 1...Int(model.lastCustomer + 1)))
    let customer = self.number(in: 0...3) == 0 ? number : model.customers[id]?.number ?? number
    switch self.number(in: 0...19) {
    case 0..<6:
      let profile = bytes()
      try both(
        { try transaction.putCustomer(id: id, profile: profile, at: at) },
        { $0.putCustomer(id: id, profile: profile, at: at) })
    case 6:
      try both({ try transaction.touchCustomer(number: customer) }, { try $0.touchCustomer(number: customer) })
    case 7..<10:
      let identities = (0..<self.number(in: 0...3)).map { _ in anyIdentity() }
      try both(
        { try transaction.setIdentities(identities, ofCustomer: customer) },
        { try $0.setIdentities(identities, ofCustomer: customer) })
    case 10..<13:
      let account = anyAccount()
      try both(
        { try transaction.putAccount(account, ofCustomer: customer) },
        { try $0.putAccount(account, ofCustomer: customer) })
    case 13:
      let account = anyAccount()
      try both(
        { try transaction.removeAccount(ofCustomer: customer, network: account.network, handle: account.handle) },
        { $0.removeAccount(ofCustomer: customer, network: account.network, handle: account.handle) })
    case 14..<17:
      let (account, keep) = (anyAccount(), self.number(in: 1...4))
      let count = ObservedCount(
        network: account.network, handle: account.handle, followers: self.number(in: 0...9),
        observedAt: (at / 100).rounded(.down) - Double(self.number(in: 0...9)), source: account.source)
      try both(
        { try transaction.record(count, ofCustomer: customer, keep: keep) },
        { try $0.record(count, ofCustomer: customer, keep: keep) })
    default:
      let purchase = StoredPurchase(
        id: self.number(in: 0...2) == 0 ? nil : "p-\(self.number(in: 0...20))", at: Double(self.number(in: 0...50)),
        value: 9.5)
      try both(
        { try transaction.addPurchase(purchase, ofCustomer: customer) },
        { try $0.addPurchase(purchase, ofCustomer: customer) })
    }
    try compare(customer: id, transaction)
  }

  private mutating func anyIdentity() -> CustomerIdentity {
    CustomerIdentity(kind: number(in: 0...1) == 0 ? "email" : "phone", value: "\(number(in: 1...200))")
  }

  private mutating func anyAccount() -> StoredAccount {
    StoredAccount(
      network: number(in: 0...1) == 0 ? "x" : "y", handle: number(in: 0...2) == 0 ? "" : "h-\(number(in: 1...2))",
      facts: bytes(), observedAt: now, source: number(in: 0...1) == 0 ? nil : "crawler")
  }

  mutating func compareCustomers(_ reading: any StoreReading) throws {
    expect(try reading.customerCount() == model.customers.count, "the number of customers")
    for _ in 0..<5 { try compare(customer: anyCustomer(), reading) }
    let identity = anyIdentity()
    let owner = model.identities[identity].flatMap { number in model.customers.values.first { $0.number == number } }
    expect(try reading.customer(identity: identity) == owner, "the customer of \(identity)")
  }

  private mutating func compare(customer id: String, _ reading: any StoreReading) throws {
    let customer = model.customers[id]
    expect(try reading.customer(id: id) == customer, "customer \(id)")
    guard let number = customer?.number else { return }
    expect(try reading.identities(ofCustomer: number) == model.identities(ofCustomer: number), "identities of \(id)")
    let accounts = (model.accounts[number] ?? [:]).values.sorted { ($0.network, $0.handle) < ($1.network, $1.handle) }
    expect(try reading.accounts(ofCustomer: number) == accounts, "accounts of \(id)")
    if let account = accounts.randomElement(using: &generator) {
      let found = try reading.account(ofCustomer: number, network: account.network, handle: account.handle)
      expect(found == account, "an account of \(id)")
    }
    let counts = (model.observed[number] ?? []).sorted {
      (-$0.observedAt, $0.network, $0.handle) < (-$1.observedAt, $1.network, $1.handle)
    }
    expect(try reading.counts(ofCustomer: number) == counts, "counts of \(id)")
    let purchases = (model.purchases[number] ?? []).enumerated()
      .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    expect(try reading.purchases(ofCustomer: number) == purchases, "purchases of \(id)")
  }
}
