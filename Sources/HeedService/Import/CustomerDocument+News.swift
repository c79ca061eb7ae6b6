import Scoring

extension CustomerDocument {
  /// Times that differ by no more are taken for the same: those of a file come from its date.
  private static let sameSeconds = 86_400.0
  /// Days that were computed from the same date at two times differ by rounding alone.
  private static let sameDays = 1e-3

  /// Whether a customer would be as before.
  ///
  /// - Parameters:
  ///   - known: the customer as stored, aged to the same time.
  ///   - asOf: as of when the news are, in seconds since 1970.
  ///   - knownAsOf: as of when the stored profile is.
  func tellsNothingNew(beside known: CustomerDocument, asOf: Double, knownAsOf: Double) -> Bool {
    let asOf = customer.observedAt?.secondsSince1970 ?? asOf
    return consent == known.consent && declared == known.declared && community == known.community
      && abs(asOf - knownAsOf) <= Self.sameSeconds
      && isSame(customer, known.customer) && Set(allIdentities) == Set(known.allIdentities)
      && accounts.count == known.accounts.count
      && accounts.allSatisfy { account in known.accounts.contains { isSame(account, $0) } }
  }

  private func isSame(_ one: Customer, _ other: Customer) -> Bool {
    var (one, other) = (one, other)
    (one.observedAt, other.observedAt) = (nil, nil)
    guard isSame(one.tenureDays, other.tenureDays), isSame(one.purchases?.firstDaysAgo, other.purchases?.firstDaysAgo),
      isSame(one.purchases?.lastDaysAgo, other.purchases?.lastDaysAgo)
    else { return false }
    one.tenureDays = other.tenureDays
    if let purchases = other.purchases {
      one.purchases?.firstDaysAgo = purchases.firstDaysAgo
      one.purchases?.lastDaysAgo = purchases.lastDaysAgo
    }
    return one == other
  }

  private func isSame(_ one: Double?, _ other: Double?) -> Bool {
    guard let one, let other else { return one == nil && other == nil }
    return abs(one - other) <= Self.sameDays
  }

  /// Whether an account was told as it was stored, with the time and the count before that it was given then.
  private func isSame(_ told: KnownAccount, _ stored: KnownAccount) -> Bool {
    var told = told
    if told.account.previous == nil { told.account.previous = stored.account.previous }
    if let time = told.account.observedAt, let storedTime = stored.account.observedAt,
      abs(time.seconds(since: storedTime)) <= Self.sameSeconds
    {
      told.account.observedAt = storedTime
    }
    if told.account.observedAt == nil { told.account.observedAt = stored.account.observedAt }
    if let age = told.account.profile.ageDays, let storedAge = stored.account.profile.ageDays,
      abs(age - storedAge) <= 1
    {
      told.account.profile.ageDays = storedAge
    }
    return told == stored
  }
}
