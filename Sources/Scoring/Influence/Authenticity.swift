import RealModule

/// Tells accounts that people keep from accounts that were made to be sold, as a probability.
///
/// a = σ(i + p·(log₁₀(S+1) − 1.7) − f·min(G/(A+30), 4) + l·[L>0] + u·[URL] + b·([bio] − ½)), with S posts, G accounts
/// followed, A age in days and L lists. Followers are left out on purpose: buying them improves every ratio that has
/// them.
///
/// Source: measured on the genuine and bought accounts of Cresci et al., "Fame for Sale" (arXiv 1509.04098, 2015): AUC
/// .977 on 1,481 genuine and 1,337 bought ones. One genuine account in ten or so looks bought, so it may scale what
/// influence adds, and must never take anything away. Calibrate it by network.
public struct Authenticity: Sendable, Equatable {
  /// i, the log odds at 50 posts and nothing else.
  public var intercept: Double
  /// p, for each tenfold of posts.
  public var posts: Double
  /// f, taken off for each account followed per day of age (up to ``followingCeiling``).
  public var following: Double
  /// l, for being on a list.
  public var listed: Double
  /// u, for a web address.
  public var url: Double
  /// b, between an account with a description and one without.
  public var bio: Double

  /// The rate of accounts followed a day beyond which more makes no difference.
  public static let followingCeiling = 4.0
  /// Days added to an account's age, so that a new one may follow a few friends at once.
  public static let ageAllowance = 30.0
  /// log₁₀ of the posts of a typical account.
  public static let typicalPosts = 1.7

  /// Creates coefficients; those left out are the published ones.
  public init(
    intercept: Double = -0.3, posts: Double = 1.5, following: Double = 1.5, listed: Double = 1.5, url: Double = 1,
    bio: Double = 0.5
  ) {
    self.intercept = intercept
    self.posts = posts
    self.following = following
    self.listed = listed
    self.url = url
    self.bio = bio
  }

  /// The probability that an account is genuine.
  ///
  /// Where lists, web address or description are unknown, that term counts half: as an account that is as likely to
  /// have it as not.
  ///
  /// - Parameter facts: What is known of the account.
  /// - Returns: 0…1; `nil` when posts, accounts followed or age are unknown, negative or not finite, or when the
  ///   coefficients are so great that nothing follows from them. The caller then uses the neutral authenticity.
  public func probability(_ facts: AccountFacts) -> Double? {
    guard let written = facts.posts, written >= 0, let followed = facts.following, followed >= 0,
      let age = facts.ageDays, age >= 0, age.isFinite
    else { return nil }
    let rate = min(Double(followed) / (age + Self.ageAllowance), Self.followingCeiling)
    let lists = facts.listed.flatMap { $0 < 0 ? nil : $0 > 0 }
    let logOdds =
      intercept + posts * (.log10(Double(written) + 1) - Self.typicalPosts) - following * rate
      + listed * Self.indicator(lists) + url * Self.indicator(facts.hasURL)
      + bio * (Self.indicator(facts.hasBio) - 0.5)
    return logOdds.isNaN ? nil : 1 / (1 + .exp(-logOdds))
  }

  private static func indicator(_ fact: Bool?) -> Double {
    switch fact {
    case true?: 1
    case false?: 0
    case nil: 0.5
    }
  }
}
