import Storage

/// What tells a customer's accounts apart.
struct AccountName: Hashable {
  let network: String
  let handle: String
}

extension StoreModel {
  mutating func putCustomer(id: String, profile: [UInt8], at: Double) -> StoredCustomer {
    var customer =
      customers[id] ?? StoredCustomer(number: lastCustomer + 1, id: id, version: 0, profile: [], updatedAt: 0)
    lastCustomer = max(lastCustomer, customer.number)
    (customer.version, customer.profile, customer.updatedAt) = (customer.version + 1, profile, at)
    customers[id] = customer
    return customer
  }

  private func id(of number: Int64) throws -> String {
    guard let customer = customers.values.first(where: { $0.number == number }) else { throw Self.conflict }
    return customer.id
  }

  mutating func touchCustomer(number: Int64) throws { customers[try id(of: number)]?.version += 1 }

  mutating func setIdentities(_ new: [CustomerIdentity], ofCustomer number: Int64) throws {
    _ = try id(of: number)
    guard new.allSatisfy({ identities[$0] == nil || identities[$0] == number }) else { throw Self.conflict }
    identities = identities.filter { $0.value != number }
    for identity in new { identities[identity] = number }
  }

  func identities(ofCustomer number: Int64) -> [CustomerIdentity] {
    identities.filter { $0.value == number }.map(\.key).sorted { ($0.kind, $0.value) < ($1.kind, $1.value) }
  }

  mutating func putAccount(_ account: StoredAccount, ofCustomer number: Int64) throws {
    _ = try id(of: number)
    accounts[number, default: [:]][AccountName(network: account.network, handle: account.handle)] = account
  }

  mutating func removeAccount(ofCustomer number: Int64, network: String, handle: String) -> Bool {
    observed[number]?.removeAll { $0.network == network && $0.handle == handle }
    return accounts[number]?.removeValue(forKey: AccountName(network: network, handle: handle)) != nil
  }

  mutating func record(_ count: ObservedCount, ofCustomer number: Int64, keep: Int) throws {
    _ = try id(of: number)
    func isOfAccount(_ other: ObservedCount) -> Bool { (other.network, other.handle) == (count.network, count.handle) }
    let all = observed[number] ?? []
    let history = all.filter { isOfAccount($0) && $0.observedAt != count.observedAt } + [count]
    observed[number] =
      all.filter { !isOfAccount($0) } + history.sorted { $0.observedAt > $1.observedAt }.prefix(keep)
  }

  mutating func addPurchase(_ purchase: StoredPurchase, ofCustomer number: Int64) throws -> Bool {
    _ = try id(of: number)
    let known = purchases[number] ?? []
    guard purchase.id == nil || !known.contains(where: { $0.id == purchase.id }) else { return false }
    purchases[number] = known + [purchase]
    return true
  }

  mutating func eraseCustomer(id: String) throws -> Bool {
    guard !contacts.values.contains(where: { $0.customer == id && isOpen($0) }) else { throw Self.conflict }
    let hasMessages = eraseMessages(ofCustomer: id)
    let customer = customers.removeValue(forKey: id)
    if let number = customer?.number {
      identities = identities.filter { $0.value != number }
      (accounts[number], observed[number], purchases[number]) = (nil, nil, nil)
    }
    let numbers = contacts.values.filter { $0.customer == id || formerCustomers[$0.number]?.contains(id) == true }
      .map(\.number)
    for number in numbers { eraseTicket(number, of: id) }
    var hasStories = false
    for index in stories.indices where stories[index].customer == id {
      (stories[index].customer, stories[index].excerpt, stories[index].url) = (nil, nil, nil)
      hasStories = true
    }
    return customer != nil || !numbers.isEmpty || hasStories || hasMessages
  }

  private mutating func eraseTicket(_ number: Int64, of id: String) {
    formerCustomers[number]?.remove(id)
    guard var contact = contacts[number] else { return }
    let staying = isOpen(contact) ? standing[number] : nil
    for row in decisionsOfTickets[number] ?? [] where row != staying {
      if let owner = decisions[row]?.customer, owner != id { continue }
      removeDecision(row)
    }
    guard contact.customer == nil || contact.customer == id else { return }
    keys = keys.filter { $0.value.number != number }
    guard !isOpen(contact) else { return }
    forget(number)
    (contact.ticket, contact.customer, contact.story) = ("", nil, nil)
    contacts[number] = contact
  }
}
