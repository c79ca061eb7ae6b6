import JSON
import Scoring
import Storage

/// Puts what is stored and what watchers say beside a request: its own members win.
extension Scorer {
  /// What a look at the store came to.
  enum Recollection {
    case done
    /// The customer is not in the cache, and the store must not be waited for.
    case unread
  }

  /// - Parameter now: what ages are counted to.
  func recollect(_ recall: Recall, _ request: inout Scoring.Request, now: Instant) -> Recollection {
    inputs = RecalledInputs()
    var found: KnownCustomer?
    do {
      guard case .some(let customer) = try customer(recall, now: now) else { return .unread }
      found = customer
    } catch {
      isCustomerUnread = true
    }
    if let found { fill(&request, from: found, recall, now: now) }
    if request.ticket.incident == nil, !recall.snapshot.readings.incidents.isEmpty, let topic = request.ticket.topic,
      let probability = recall.snapshot.readings.incidents[topic]
    {
      inputs.incidentProbability = probability
      request.ticket.incident = IncidentReading(probability: probability)
    }
    if request.social.story == nil, !recall.snapshot.readings.stories.isEmpty,
      let (id, story) = story(recall.snapshot.readings, found)
    {
      inputs.storyID = id
      inputs.story = story
      request.social.story = .estimate(
        growthProbability: story.growthProbability, sharers: story.sharers, observedAt: nil)
    }
    return .done
  }

  /// The story that the request names; else the one that the customer has posted.
  private func story(_ readings: Readings, _ found: KnownCustomer?) -> (String, Readings.Story)? {
    if let id = decoder.storyID.map({ String($0) }) { return readings.story(id).map { (id, $0) } }
    guard let id = (found?.id ?? decoder.customerID.map { String($0) }).flatMap({ readings.authored[$0] }) else {
      return nil
    }
    return readings.stories[id].map { (id, $0) }
  }

  /// The customer whom the request names, by id or else by identity.
  ///
  /// - Returns: nil where the store has to be asked and must not be; inside that, nil where the request names nobody, or
  ///   an identity that is nobody's.
  /// - Throws: what the store throws.
  private func customer(_ recall: Recall, now: Instant) throws -> KnownCustomer?? {
    if let id = decoder.customerID {
      return try known(.init(bytes: UnsafeRawBufferPointer(id.utf8), isIdentity: false), recall, now: now)
    }
    guard let identity = decoder.identity.flatMap({ CustomerIdentity(text: String($0)) }) else { return .some(nil) }
    var text = identity.text
    let found: String?? = try text.withUTF8 { utf8 in
      try owner(of: identity, .init(bytes: UnsafeRawBufferPointer(utf8), isIdentity: true), recall)
    }
    guard case .some(let owner) = found else { return nil }
    guard var id = owner else { return .some(nil) }
    return try id.withUTF8 { utf8 in
      let customer = try known(.init(bytes: UnsafeRawBufferPointer(utf8), isIdentity: false), recall, now: now)
      if case .some(.some(let customer)) = customer { inputs.customerID = customer.id }
      return customer
    }
  }

  private func known(_ key: CustomerCache.Key, _ recall: Recall, now: Instant) throws -> KnownCustomer?? {
    let (entry, generation) = recall.cache.find(key)
    if case .customer(let customer) = entry { return customer }
    switch recall.depth {
    case .cache: return nil
    case .nothing: throw StorageError(.failed, "the store is not asked")
    case .store(let store, let loader):
      let customer = try store.read { reading in
        try loader.load(
          id: String(decoding: key.bytes, as: UTF8.self), contactsSince: now.secondsSince1970 - recall.repeatSeconds,
          from: reading)
      }
      recall.cache.insert(.customer(customer), key, generation: generation)
      return customer
    }
  }

  private func owner(
    of identity: CustomerIdentity, _ key: CustomerCache.Key, _ recall: Recall
  ) throws -> String?? {
    let (entry, generation) = recall.cache.find(key)
    if case .owner(let owner) = entry { return .some(owner) }
    switch recall.depth {
    case .cache: return nil
    case .nothing: throw StorageError(.failed, "the store is not asked")
    case .store(let store, _):
      let owner = try store.read { try $0.customer(identity: identity)?.id }
      recall.cache.insert(.owner(owner), key, generation: generation)
      return .some(owner)
    }
  }
}

// What a request leaves out.
extension Scorer {
  private func fill(_ request: inout Scoring.Request, from known: KnownCustomer, _ recall: Recall, now: Instant) {
    inputs.customer = known
    if known.isStored {
      fill(&request.customer, from: known, now: now)
      fill(&request.social, from: known.social)
    }
    guard request.ticket.unresolvedContacts == nil, !known.contacts.isEmpty, let topic = request.ticket.topic,
      let ticket = decoder.ticketID
    else { return }
    let count = known.openContacts(
      on: topic, before: ticket.utf8, since: now.secondsSince1970 - recall.repeatSeconds)
    if count > 0 {
      inputs.unresolvedContacts = count
      request.ticket.unresolvedContacts = count
    }
  }

  private func fill(_ customer: inout Customer, from known: KnownCustomer, now: Instant) {
    let stored = known.customer
    let days = max(0, now.seconds(since: known.asOf)) / 86_400
    let isProfileGiven = customer.hasProfile
    // A value is told in one of three ways, of which the first wins: one that is given is not to lose to a stored one.
    if customer.lifetimeValue == nil, customer.purchases == nil, customer.subscription == nil {
      customer.lifetimeValue = stored.lifetimeValue
      customer.purchases = stored.purchases?.aged(byDays: days)
      customer.subscription = stored.subscription
    }
    if customer.tenureDays == nil { customer.tenureDays = stored.tenureDays.map { $0 + days } }
    if customer.loyaltyLevel == nil { customer.loyaltyLevel = stored.loyaltyLevel }
    if !isProfileGiven { customer.observedAt = stored.observedAt ?? known.asOf }
    let given = decoder.conduct
    if !given.contains(.foundedClaims) { customer.conduct.foundedClaims = stored.conduct.foundedClaims }
    if !given.contains(.unfoundedClaims) { customer.conduct.unfoundedClaims = stored.conduct.unfoundedClaims }
    if !given.contains(.abuse) { customer.conduct.abuse = stored.conduct.abuse }
    if !given.contains(.companyFault) { customer.conduct.companyFault = stored.conduct.companyFault }
  }

  private func fill(_ social: inout SocialSignals, from stored: SocialSignals) {
    if social.consent == nil { social.consent = stored.consent }
    if social.declared == nil { social.declared = stored.declared }
    if social.community == nil { social.community = stored.community }
    if social.accounts.isEmpty, !stored.accounts.isEmpty {
      // The stored list is lent: the request's own keeps its memory aside, for the next one to use.
      swap(&spareAccounts, &social.accounts)
      social.accounts = stored.accounts
      hasLentAccounts = true
    }
  }

  /// Gives a lent list back.
  func returnAccounts(_ social: inout SocialSignals) {
    guard hasLentAccounts else { return }
    hasLentAccounts = false
    social.accounts = []
    swap(&spareAccounts, &social.accounts)
  }
}

extension Customer {
  /// Whether a request says anything of value or loyalty itself.
  fileprivate var hasProfile: Bool {
    lifetimeValue != nil || purchases != nil || subscription != nil || tenureDays != nil || loyaltyLevel != nil
  }
}
