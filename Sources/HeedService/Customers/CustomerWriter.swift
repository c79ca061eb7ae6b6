import HTTPWire
import JSON
import Scoring
import Storage

/// Puts what is told of a customer into the store, within a command.
struct CustomerWriter {
  let transaction: any StoreTransaction
  /// When it was told.
  let now: Instant
  /// Judges counts of zero.
  let zeroCounts: ZeroCountGuard
  /// Counts that are kept of each account.
  let keptCounts: Int

  /// A customer as stored, and in one piece.
  struct Known {
    let stored: StoredCustomer
    let document: CustomerDocument
  }

  func known(id: String, _ context: QueueContext) throws -> Known? {
    try transaction.customer(id: id).map {
      Known(stored: $0, document: try context.decoder.document($0, from: transaction))
    }
  }

  /// Stores a customer in place of the one before.
  ///
  /// - Returns: what is in the way, in which case nothing was changed.
  func put(
    _ document: CustomerDocument, id: String, before: Known?, _ context: inout QueueContext
  ) throws -> Problem? {
    let identities = document.allIdentities
    if let problem = try conflict(identities, id: id) { return problem }
    let stored = try transaction.putCustomer(id: id, profile: document.profile, at: now.secondsSince1970)
    let old = before?.document.allIdentities ?? []
    if identities != old { try transaction.setIdentities(identities, ofCustomer: stored.number) }
    for gone in before?.document.accounts ?? []
    where !document.accounts.contains(where: { $0.isSame(as: gone) }) {
      _ = try transaction.removeAccount(
        ofCustomer: stored.number, network: gone.account.network ?? "", handle: gone.handle)
    }
    for known in document.accounts {
      let old = before?.document.accounts.first { $0.isSame(as: known) }
      if old != known { try put(known, after: old, ofCustomer: stored.number) }
    }
    note(id: id, identities: Set(identities).symmetricDifference(old), &context)
    return nil
  }

  /// Stores one account of a customer, who need not have a profile yet.
  func put(
    _ known: CustomerDocument.KnownAccount, ofCustomer id: String, _ context: inout QueueContext
  ) throws -> Problem? {
    let network = known.account.network ?? ""
    let identity = CustomerIdentity(kind: network, value: known.handle)
    if let problem = try conflict([identity], id: id) { return problem }
    let before = try transaction.customer(id: id)
    let stored =
      try before ?? transaction.putCustomer(id: id, profile: CustomerDocument().profile, at: now.secondsSince1970)
    let old = try transaction.account(ofCustomer: stored.number, network: network, handle: known.handle)
    try put(known, after: old.map { try context.decoder.known($0) }, ofCustomer: stored.number)
    if before != nil { try transaction.touchCustomer(number: stored.number) }
    if old == nil {
      let identities = try transaction.identities(ofCustomer: stored.number)
      if !identities.contains(identity) {
        try transaction.setIdentities(identities + [identity], ofCustomer: stored.number)
      }
    }
    note(id: id, identities: old == nil ? [identity] : [], &context)
    return nil
  }

  private func put(
    _ known: CustomerDocument.KnownAccount, after old: CustomerDocument.KnownAccount?, ofCustomer number: Int64
  ) throws {
    var account = known.account
    // A clock that is ahead is not to hold off the counts of the hours to come.
    let observedAt = min(account.observedAt ?? now, now)
    account.observedAt = observedAt
    if let old, account.previous == nil { account.previous = lastGood(old.account) }
    let json = JSONWriter()
    json.account(account, handle: known.handle, source: known.source)
    let network = account.network ?? ""
    try transaction.putAccount(
      StoredAccount(
        network: network, handle: known.handle, facts: [UInt8](json.bytes),
        observedAt: observedAt.secondsSince1970, source: known.source), ofCustomer: number)
    guard let followers = account.followers else { return }
    zeroCounts.observe(count: followers, at: observedAt.secondsSince1970)
    try transaction.record(
      ObservedCount(
        network: network, handle: known.handle, followers: followers, observedAt: observedAt.secondsSince1970,
        source: known.source), ofCustomer: number, keep: keptCounts)
  }

  /// The last count of an account that is to be believed: its own, unless that jumped overnight or was an outage's zero.
  private func lastGood(_ account: Account) -> FollowerCount? {
    guard let followers = account.followers, let observedAt = account.observedAt else { return account.previous }
    if followers == 0, zeroCounts.isOutage(at: observedAt.secondsSince1970) {
      return account.previous
    }
    if let previous = account.previous,
      JumpGuard.standard.isImplausible(
        from: previous.followers, to: followers, elapsed: max(0, observedAt.seconds(since: previous.observedAt)))
    {
      return previous
    }
    return FollowerCount(followers: followers, observedAt: observedAt)
  }

  private func conflict(_ identities: [CustomerIdentity], id: String) throws -> Problem? {
    for identity in identities {
      guard let owner = try transaction.customer(identity: identity), owner.id != id else { continue }
      return .conflict(
        "the identity \(identity.text) is the customer \(owner.id)'s; take it from that one first, or erase one of the two"
      )
    }
    return nil
  }

  func note(id: String, identities: some Sequence<CustomerIdentity>, _ context: inout QueueContext) {
    context.forget(customer: id)
    for identity in identities { context.effects.append(.identity(identity.text)) }
    context.effects.append(.rescore(customer: id))
  }
}

extension CustomerDocument.KnownAccount {
  func isSame(as other: CustomerDocument.KnownAccount) -> Bool {
    account.network == other.account.network && handle == other.handle
  }
}
