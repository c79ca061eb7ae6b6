/// The factors that come from the customer's profile.
struct CustomerFactors {
  var value: Reading?
  var loyalty: Reading?
  /// The profile names a level that the policy's programme does not have.
  var levelIsUnknown = false

  init(_ customer: borrowing Customer, _ policy: Policy, _ population: borrowing Population, now: Instant) {
    let age = customer.observedAt.map { max(0, now.seconds(since: $0)) }
    if let values = population.values, let worth = policy.settings.lifetimeValue.value(of: customer) {
      let percentile = values.percentile(of: worth.amount)
      value = Reading(
        percentile, age: age, policy.settings.factors[.value], source: worth.source,
        reason: .value(percentile: percentile, amount: worth.amount))
    }
    loyalty = loyalty(customer, policy, age: age)
  }

  /// The weighted mean of tenure and level. What is missing of the two counts as the factor's neutral value, so that
  /// a profile with neither gives exactly that value.
  private mutating func loyalty(_ customer: borrowing Customer, _ policy: Policy, age: Double?) -> Reading? {
    let level = customer.loyaltyLevel.flatMap { policy.levels[$0] }
    levelIsUnknown = customer.loyaltyLevel != nil && level == nil
    if customer.tenureDays == nil && level == nil { return nil }
    let factor = policy.settings.factors[.loyalty]
    let tenure = customer.tenureDays.map { min(1, $0 / policy.settings.loyalty.fullTenureDays) }
    let weight = policy.settings.loyalty.tenureWeight
    let signal = weight * (tenure ?? factor.neutral) + (1 - weight) * (level ?? factor.neutral)
    let reason = Reason.loyalty(tenureDays: customer.tenureDays, levelIsKnown: level != nil)
    return Reading(min(1, signal), age: age, factor, source: .profile, reason: reason)
  }
}

extension LifetimeValueSettings {
  /// The customer's lifetime value by the best way that the profile allows: as given, from purchases, from a
  /// subscription; nil where the profile allows none.
  public func value(of customer: Customer) -> (amount: Double, source: Source)? {
    if let given = customer.lifetimeValue { return (given, .profile) }
    if let purchases = customer.purchases, let predicted = value(of: purchases) { return (predicted, .purchases) }
    if let subscription = customer.subscription {
      return GuptaLehmann.lifetimeValue(
        margin: subscription.marginPerYear, retention: subscription.retention, discount: discountRate
      ).map { ($0, .subscription) }
    }
    return nil
  }

  /// Expected purchases over the horizon (BG/NBD) × expected value of one (Gamma-Gamma) × margin; nil without a
  /// purchase or with a history that cannot be.
  private func value(of purchases: Purchases) -> Double? {
    guard purchases.count >= 1, purchases.firstDaysAgo >= purchases.lastDaysAgo else { return nil }
    let repeats = purchases.count - 1
    let age = purchases.firstDaysAgo / 7
    let last = repeats == 0 ? 0 : (purchases.firstDaysAgo - purchases.lastDaysAgo) / 7
    guard let expected = purchaseModel.expectedPurchases(x: repeats, tx: last, T: age, horizon: horizonWeeks),
      let spend = spendModel.expectedValue(
        x: purchases.averageValue == nil ? 0 : repeats, meanValue: purchases.averageValue ?? 0)
    else { return nil }
    return expected * spend * margin
  }
}
