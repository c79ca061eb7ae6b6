import Storage
import Testing

/// What is stored of customers, operation by operation.
@Suite("A stored customer")
struct CustomerTests {
  private func account(_ network: String, _ handle: String, facts: [UInt8] = [1]) -> StoredAccount {
    StoredAccount(network: network, handle: handle, facts: facts, observedAt: 5, source: nil)
  }

  private func count(_ handle: String, _ followers: Int, at: Double) -> ObservedCount {
    ObservedCount(network: "x", handle: handle, followers: followers, observedAt: at, source: "crawler")
  }

  @Test("has a number of its own and a version that counts its changes", arguments: StoreFactory.all)
  func versions(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      try store.transact { transaction throws in
        let first = try transaction.putCustomer(id: "c-1", profile: [1, 0, 255], at: 10)
        #expect(first == StoredCustomer(number: 1, id: "c-1", version: 1, profile: [1, 0, 255], updatedAt: 10))
        #expect(try transaction.putCustomer(id: "", profile: [], at: 11).number == 2)
        let again = try transaction.putCustomer(id: "c-1", profile: [], at: 12)
        #expect(again == StoredCustomer(number: 1, id: "c-1", version: 2, profile: [], updatedAt: 12))
        try transaction.touchCustomer(number: 1)
        #expect(kindOfError { try transaction.touchCustomer(number: 3) } == .conflict)
      }
      #expect(try store.read { try $0.customer(id: "c-1")?.version } == 3)
      #expect(try store.read { try $0.customer(id: "c-2") } == nil)
      #expect(try store.read { try $0.customerCount() } == 2)
    }
  }

  @Test("is told from another byte by byte", arguments: StoreFactory.all)
  func bytes(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      try store.transact { transaction throws in
        let ids = ["e\u{301}", "\u{e9}"]
        for id in ids { _ = try transaction.putCustomer(id: id, profile: [], at: 1) }
        #expect(try transaction.customerCount() == 2)
        let identities = ids.map { CustomerIdentity(kind: "x", value: $0) }
        try transaction.setIdentities([identities[0]], ofCustomer: 1)
        try transaction.setIdentities([identities[1]], ofCustomer: 1)
        #expect(try transaction.customer(identity: identities[0]) == nil, "replaced by what looks the same")
        try transaction.setIdentities([identities[0]], ofCustomer: 2)
        #expect(try transaction.customer(identity: identities[1])?.number == 1)
        #expect(try transaction.customer(identity: identities[0])?.number == 2)
      }
    }
  }

  @Test("is found by its identities, which are nobody else's", arguments: StoreFactory.all)
  func identities(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      let (phone, mail) = (
        CustomerIdentity(kind: "phone", value: "+491"), CustomerIdentity(kind: "email", value: "a@b")
      )
      let taken = CustomerIdentity(kind: "phone", value: "+492")
      try store.transact { transaction throws in
        for id in ["c-1", "c-2"] { _ = try transaction.putCustomer(id: id, profile: [], at: 1) }
        try transaction.setIdentities([taken], ofCustomer: 2)
        try transaction.setIdentities([phone, phone], ofCustomer: 1)
        do {
          try transaction.setIdentities([mail, taken], ofCustomer: 1)
          Issue.record("took another customer's identity")
        } catch let error as StorageError {
          #expect(error.kind == .conflict && error.detail.contains("phone:+492"))
        }
        #expect(try transaction.identities(ofCustomer: 1) == [phone], "nothing was changed")
        try transaction.setIdentities([phone, mail], ofCustomer: 1)
        #expect(try transaction.identities(ofCustomer: 1) == [mail, phone])
        #expect(try transaction.customer(identity: mail)?.id == "c-1")
        try transaction.setIdentities([mail], ofCustomer: 1)
        #expect(try transaction.customer(identity: phone) == nil)
        try transaction.setIdentities([phone], ofCustomer: 2)
        #expect(try transaction.customer(identity: phone)?.id == "c-2")
        #expect(kindOfError { try transaction.setIdentities([], ofCustomer: 9) } == .conflict)
      }
    }
  }

  @Test("has accounts by network and handle", arguments: StoreFactory.all)
  func accounts(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      try store.transact { transaction throws in
        _ = try transaction.putCustomer(id: "c-1", profile: [], at: 1)
        for account in [account("x", "b"), account("x", ""), account("mastodon", "b")] {
          try transaction.putAccount(account, ofCustomer: 1)
        }
        try transaction.putAccount(account("x", "b", facts: [7]), ofCustomer: 1)
        #expect(
          try transaction.accounts(ofCustomer: 1) == [
            account("mastodon", "b"), account("x", ""), account("x", "b", facts: [7]),
          ])
        #expect(try transaction.account(ofCustomer: 1, network: "x", handle: "")?.facts == [1])
        #expect(try transaction.account(ofCustomer: 2, network: "x", handle: "") == nil)
        try transaction.record(count("b", 3, at: 1), ofCustomer: 1, keep: 9)
        #expect(try transaction.removeAccount(ofCustomer: 1, network: "x", handle: "b"))
        #expect(try !transaction.removeAccount(ofCustomer: 1, network: "x", handle: "b"))
        #expect(try transaction.counts(ofCustomer: 1) == [], "the history goes with it")
        #expect(kindOfError { try transaction.putAccount(account("x", ""), ofCustomer: 9) } == .conflict)
      }
    }
  }

  @Test("has a history of counts, one for each time, of which the newest are kept", arguments: StoreFactory.all)
  func counts(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      try store.transact { transaction throws in
        _ = try transaction.putCustomer(id: "c-1", profile: [], at: 1)
        for (followers, time) in [(30, 3.0), (10, 1), (20, 2), (21, 2)] {
          try transaction.record(count("a", followers, at: time), ofCustomer: 1, keep: 3)
        }
        try transaction.record(count("b", 5, at: 2), ofCustomer: 1, keep: 3)
        let (newest, middle) = (count("a", 30, at: 3), count("a", 21, at: 2))
        let expected = [newest, middle, count("b", 5, at: 2), count("a", 10, at: 1)]
        #expect(try transaction.counts(ofCustomer: 1) == expected)
        try transaction.record(count("a", 1, at: 0), ofCustomer: 1, keep: 2)
        #expect(try transaction.counts(ofCustomer: 1) == [newest, middle, count("b", 5, at: 2)])
        #expect(kindOfError { try transaction.record(count("a", 1, at: 0), ofCustomer: 2, keep: 2) } == .conflict)
      }
    }
  }

  @Test("has purchases, each id once", arguments: StoreFactory.all)
  func purchases(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      try store.transact { transaction throws in
        for id in ["c-1", "c-2"] { _ = try transaction.putCustomer(id: id, profile: [], at: 1) }
        let late = StoredPurchase(id: "p", at: 9, value: 1.5)
        let nameless = StoredPurchase(id: nil, at: 3, value: -2)
        #expect(try transaction.addPurchase(late, ofCustomer: 1))
        #expect(try transaction.addPurchase(nameless, ofCustomer: 1))
        #expect(try transaction.addPurchase(nameless, ofCustomer: 1))
        #expect(try !transaction.addPurchase(StoredPurchase(id: "p", at: 1, value: 2), ofCustomer: 1))
        #expect(try transaction.addPurchase(late, ofCustomer: 2), "unique among the customer's own")
        #expect(try transaction.purchases(ofCustomer: 1) == [nameless, nameless, late])
        #expect(kindOfError { _ = try transaction.addPurchase(late, ofCustomer: 3) } == .conflict)
      }
    }
  }

  @Test("refuses values that cannot be stored, and the transaction goes on", arguments: StoreFactory.all)
  func unstorable(_ factory: StoreFactory) throws {
    try factory.withStore { store in
      try store.transact { transaction throws in
        _ = try transaction.putCustomer(id: "c", profile: [], at: 1)
        #expect(kindOfError { _ = try transaction.putCustomer(id: "c\0", profile: [], at: 1) } == .unstorable)
        #expect(kindOfError { _ = try transaction.putCustomer(id: "c", profile: [1], at: .nan) } == .unstorable)
        let identity = CustomerIdentity(kind: "x", value: "\0")
        #expect(kindOfError { try transaction.setIdentities([identity], ofCustomer: 1) } == .unstorable)
        #expect(kindOfError { try transaction.putAccount(account("x\0", ""), ofCustomer: 1) } == .unstorable)
        #expect(kindOfError { try transaction.record(count("", 1, at: .nan), ofCustomer: 1, keep: 1) } == .unstorable)
        let purchase = StoredPurchase(id: "p", at: 1, value: .nan)
        #expect(kindOfError { _ = try transaction.addPurchase(purchase, ofCustomer: 1) } == .unstorable)
        #expect(try transaction.customer(id: "c\0") == nil)
        #expect(try transaction.customer(identity: identity) == nil)
        #expect(try transaction.customer(id: "c")?.version == 1)
      }
    }
  }
}
