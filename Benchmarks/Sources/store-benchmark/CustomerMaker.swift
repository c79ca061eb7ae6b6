import Storage

/// Makes customers as a file of a company would have them: ids and mail addresses in no order, a profile of 150 bytes, an
/// account for one in twenty.
struct CustomerMaker {
  let count: Int
  private let profile: [UInt8]

  init(count: Int) {
    self.count = count
    profile = (0..<150).map { _ in UInt8.random(in: 32...126) }
  }

  func id(_ index: Int) -> String { String(scatter(index), radix: 36) }

  func store(_ index: Int, _ transaction: any StoreTransaction) throws {
    let customer = try transaction.putCustomer(id: id(index), profile: profile, at: 1_700_000_000)
    let address = "\(String(scatter(~index), radix: 32))@example.org"
    try transaction.setIdentities([CustomerIdentity(kind: "email", value: address)], ofCustomer: customer.number)
    if index % 20 == 0 {
      try transaction.putAccount(
        StoredAccount(
          network: "mastodon", handle: "h\(index)", facts: profile, observedAt: 1_700_000_000, source: "import"),
        ofCustomer: customer.number)
    }
  }

  /// The same number for the same index, another for another, in no order.
  private func scatter(_ index: Int) -> UInt64 {
    var bits = UInt64(bitPattern: Int64(index)) &* 0x9E37_79B9_7F4A_7C15
    bits ^= bits >> 29
    return bits &* 0xBF58_476D_1CE4_E5B9
  }
}
