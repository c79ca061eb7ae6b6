import JSON
import Scoring
import Storage

/// All that is told of a customer in one piece: profile, consent, accounts, identities. What `PUT /customers/{id}` takes,
/// `GET` shows, and an import makes of a row.
struct CustomerDocument: Sendable {
  struct KnownAccount: Equatable, Sendable {
    var account: Account
    /// Normalised; empty where it is not known.
    var handle: String
    /// Who observed it.
    var source: String?
  }

  var customer = Customer()
  /// Which members of the conduct were given.
  var conduct: ConductMembers = []
  var consent: Bool?
  var declared: Declaration?
  var community: CommunityWord?
  var accounts: [KnownAccount] = []
  var identities: [CustomerIdentity] = []

  static let mostIdentities = 50

  /// The identities with those that the accounts are.
  var allIdentities: [CustomerIdentity] {
    var all = identities
    for known in accounts where !known.handle.isEmpty {
      guard let network = known.account.network else { continue }
      let identity = CustomerIdentity(kind: network, value: known.handle)
      if !all.contains(identity) { all.append(identity) }
    }
    return all
  }

  /// The same customer, looked at later: days since go on.
  mutating func age(bySeconds seconds: Double) {
    let days = max(0, seconds) / 86_400
    customer.tenureDays = customer.tenureDays.map { $0 + days }
    customer.purchases = customer.purchases?.aged(byDays: days)
  }

  /// Takes over what another one tells, and keeps what it does not.
  mutating func merge(_ news: CustomerDocument) {
    let told = news.customer
    if told.lifetimeValue != nil || told.purchases != nil || told.subscription != nil {
      customer.lifetimeValue = told.lifetimeValue
      customer.purchases = told.purchases
      customer.subscription = told.subscription
    }
    customer.tenureDays = told.tenureDays ?? customer.tenureDays
    customer.loyaltyLevel = told.loyaltyLevel ?? customer.loyaltyLevel
    customer.observedAt = told.observedAt
    if news.conduct.contains(.foundedClaims) { customer.conduct.foundedClaims = told.conduct.foundedClaims }
    if news.conduct.contains(.unfoundedClaims) { customer.conduct.unfoundedClaims = told.conduct.unfoundedClaims }
    if news.conduct.contains(.abuse) { customer.conduct.abuse = told.conduct.abuse }
    if news.conduct.contains(.companyFault) { customer.conduct.companyFault = told.conduct.companyFault }
    consent = news.consent ?? consent
    declared = news.declared ?? declared
    community = news.community ?? community
    for known in news.accounts {
      accounts.removeAll { $0.account.network == known.account.network && $0.handle == known.handle }
      accounts.append(known)
    }
    identities += news.identities.filter { !identities.contains($0) }
  }

  /// The part that is stored as the profile.
  var profile: [UInt8] {
    var social = SocialSignals()
    social.consent = consent
    social.declared = declared
    social.community = community
    let json = JSONWriter()
    json.profile(Scoring.Request(customer: customer, social: social))
    return [UInt8](json.bytes)
  }

  /// Writes the members of an object.
  func writeMembers(to json: JSONWriter) {
    json.key("customer").customer(customer)
    json.key("social").object {
      json.standing(consent: consent, declared, community)
      if !accounts.isEmpty {
        json.key("accounts").array {
          for known in accounts { json.account(known.account, handle: known.handle, source: known.source) }
        }
      }
    }
    json.key("identities").array { for identity in identities { json.string(identity.text) } }
  }
}
