/// Labelled observations on a decision.
public struct Flags: OptionSet, Sendable {
  public let rawValue: UInt32

  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// Nothing but the ticket was known: the decision rests on neutral values.
  public static let noData = Flags(rawValue: 1 << 0)
  /// An agent noted influence that the customer claimed.
  public static let influenceDeclared = Flags(rawValue: 1 << 1)
  /// An observed account confirms the claim.
  public static let influenceConfirmed = Flags(rawValue: 1 << 2)
  /// A follower count jumped within a day; the last good count was used instead.
  public static let followersJumped = Flags(rawValue: 1 << 3)
  /// An account has many followers but few who engage; its reach is bounded by those.
  public static let followersNotEngaged = Flags(rawValue: 1 << 4)
  /// A follower count of zero on an account that others list or engage with; it counted as missing.
  public static let followersImplausible = Flags(rawValue: 1 << 5)
  /// Follower counts of zero came in droves; they counted as missing.
  public static let followersOutage = Flags(rawValue: 1 << 6)
  /// An account looks bought or automatic.
  public static let authenticityDoubtful = Flags(rawValue: 1 << 7)
  /// Data are older than their half-life and count less than half.
  public static let signalsStale = Flags(rawValue: 1 << 8)
  /// An account's observation is dated in the future; it counted as fresh.
  public static let observedInFuture = Flags(rawValue: 1 << 9)
  /// Social signals were given, but the customer did not consent to their use.
  public static let noConsent = Flags(rawValue: 1 << 10)
  /// The social factors together reached the policy's cap.
  public static let socialCapped = Flags(rawValue: 1 << 11)
  /// Complaints on record scaled the social points down.
  public static let conductGated = Flags(rawValue: 1 << 12)
  /// Abuse of staff is on record; it took the social points.
  public static let abuse = Flags(rawValue: 1 << 13)
  /// The company's verified fault kept the social points whole.
  public static let companyFault = Flags(rawValue: 1 << 14)
  /// A public story on the matter is growing.
  public static let storyGrowing = Flags(rawValue: 1 << 15)
  /// The profile names a loyalty level that the policy does not have.
  public static let loyaltyLevelUnknown = Flags(rawValue: 1 << 16)
  /// The lifetime value could not be ranked: the policy names no population table.
  public static let populationMissing = Flags(rawValue: 1 << 17)
  /// What is stored of the customer could not be read in time.
  public static let customerUnread = Flags(rawValue: 1 << 19)

  /// The customer's community doubts them; it scaled down what social signals add.
  public static let communityDoubts = Flags(rawValue: 1 << 18)

  /// Each flag with its label and its reason, in the order they are shown.
  public static let descriptions: [Description] = [
    Description(.noData, "no-data", "nothing is known but the ticket, so neutral values decide"),
    Description(.influenceDeclared, "influence-declared", "declared, not yet confirmed by an observed account"),
    Description(
      .followersJumped, "followers-jumped", "the follower count jumped within a day; the last good one counts"),
    Description(
      .followersNotEngaged, "followers-not-engaged", "few of the many followers engage, so reach counts those who do"),
    Description(
      .followersImplausible, "followers-implausible",
      "no followers on an account that others engage with counts as missing"),
    Description(
      .followersOutage, "followers-outage", "too many follower counts read zero at once, so they count as missing"),
    Description(.authenticityDoubtful, "authenticity-doubtful", "an account looks bought or automatic"),
    Description(.signalsStale, "signals-stale", "some data are older than their half-life and count less than half"),
    Description(
      .observedInFuture, "observed-in-future", "an account's observation is dated in the future and counts as fresh"),
    Description(.noConsent, "no-consent", "without the customer's consent social signals count as neutral"),
    Description(.socialCapped, "social-capped", "influence and story together reached the social cap"),
    Description(.conductGated, "conduct-gated", "unfounded claims on record scale the social points down"),
    Description(.abuse, "abuse", "abuse of staff on record takes the social points"),
    Description(.companyFault, "company-fault", "a verified fault of the company keeps the social points whole"),
    Description(
      .communityDoubts, "community-doubts", "the customer's community doubts them, so social signals add less"),
    Description(.storyGrowing, "story-growing", "a public story on the matter is growing"),
    Description(
      .loyaltyLevelUnknown, "loyalty-level-unknown", "the policy has no such loyalty level, so it counts as neutral"),
    Description(.populationMissing, "population-missing", "no population table, so lifetime value counts as neutral"),
    Description(
      .customerUnread, "customer-unread",
      "what is stored of the customer could not be read, so the request alone counts"),
  ]

  /// A flag's label and reason. `influenceConfirmed` has none of its own: it changes `influenceDeclared`'s.
  public struct Description: Sendable {
    public let flag: Flags
    /// The stable label, in lower case with hyphens.
    public let label: StaticString
    /// One sentence.
    public let because: StaticString

    init(_ flag: Flags, _ label: StaticString, _ because: StaticString) {
      self.flag = flag
      self.label = label
      self.because = because
    }
  }
}
