import JSON
import Scoring

extension RequestDecoder {
  mutating func social(_ value: JSONValue, into social: inout SocialSignals) {
    for member in members(value) {
      switch member.key {
      case "consent": social.consent = fields.bool(member.value)
      case "declared": social.declared = declaration(member.value)
      case "accounts": accounts(member.value, into: &social.accounts)
      case "story": social.story = story(member.value)
      default: fields.unknown(member)
      }
    }
  }

  private mutating func declaration(_ value: JSONValue) -> Declaration? {
    var followers: Int?
    var by: String?
    var at: Instant?
    for member in members(value) {
      switch member.key {
      case "followers": followers = fields.integer(member.value, in: 0...Self.mostFollowers)
      case "by": by = fields.text(member.value)
      case "at": at = fields.time(member.value)
      default: fields.unknown(member)
      }
    }
    return fields.required(followers, "followers", in: value, "the declared number of followers")
      .map { Declaration(followers: $0, by: by, at: at) }
  }

  private mutating func accounts(_ value: JSONValue, into accounts: inout [Account]) {
    if value.isNull { return }
    guard let array = fields.array(value) else { return }
    guard array.count <= Self.mostAccounts else { return fields.wrong(value, "at most \(Self.mostAccounts) accounts") }
    accounts.reserveCapacity(array.count)
    for element in array {
      var account = Account()
      for member in members(element) { self.member(member, of: &account) }
      accounts.append(account)
    }
  }

  private mutating func member(_ member: JSONMember, of account: inout Account) {
    let value = member.value
    switch member.key {
    case "network": account.network = fields.text(value)
    case "followers": account.followers = fields.integer(value, in: 0...Self.mostFollowers)
    case "following": account.profile.following = fields.integer(value, in: 0...Self.mostFollowers)
    case "posts": account.profile.posts = fields.integer(value, in: 0...Self.mostFollowers)
    case "listed": account.profile.listed = fields.integer(value, in: 0...Self.mostFollowers)
    case "age_days": account.profile.ageDays = fields.number(value, in: 0...Self.mostDays)
    case "has_url": account.profile.hasURL = fields.bool(value)
    case "has_bio": account.profile.hasBio = fields.bool(value)
    case "engagers_90d": account.engagers = fields.integer(value, in: 0...Self.mostFollowers)
    case "topics": topics(value, into: &account.topics)
    case "provider": account.provider = provider(value)
    case "previous": account.previous = previous(value)
    case "observed_at": account.observedAt = fields.time(value)
    default: fields.unknown(member)
    }
  }

  private mutating func topics(_ value: JSONValue, into topics: inout [TopicWeight]) {
    if value.isNull { return }
    guard let object = fields.object(value) else { return }
    guard object.count <= Self.mostTopics else { return fields.wrong(value, "at most \(Self.mostTopics) topics") }
    topics.reserveCapacity(object.count)
    for member in object {
      guard let weight = fields.number(member.value, in: 0...1) else { continue }
      topics.append(TopicWeight(String(member.key), weight))
    }
  }

  private mutating func provider(_ value: JSONValue) -> ProviderScore? {
    var score: Double?
    var scale: Double?
    for member in members(value) {
      switch member.key {
      case "value": score = fields.number(member.value, in: 0...1e6)
      case "scale": scale = fields.number(member.value, in: 1e-6...1e6)
      default: fields.unknown(member)
      }
    }
    guard let score = fields.required(score, "value", in: value, "the provider's number"),
      let scale = fields.required(scale, "scale", in: value, "the greatest number that the provider gives")
    else { return nil }
    guard score <= scale else {
      if let member = value["value"] { fields.wrong(member, "at most scale") }
      return nil
    }
    return ProviderScore(value: score, scale: scale)
  }

  private mutating func previous(_ value: JSONValue) -> FollowerCount? {
    var followers: Int?
    var observedAt: Instant?
    for member in members(value) {
      switch member.key {
      case "followers": followers = fields.integer(member.value, in: 0...Self.mostFollowers)
      case "observed_at": observedAt = fields.time(member.value)
      default: fields.unknown(member)
      }
    }
    guard let followers = fields.required(followers, "followers", in: value, "the earlier number of followers"),
      let observedAt = fields.required(observedAt, "observed_at", in: value, "when they were counted")
    else { return nil }
    return FollowerCount(followers: followers, observedAt: observedAt)
  }

  /// A story, told either by a watcher's estimate or by its shares.
  private mutating func story(_ value: JSONValue) -> Story? {
    var growth: Double?
    var sharers: Int?
    var observedAt: Instant?
    var postedAt: Instant?
    var shares: Shares?
    for member in members(value) {
      switch member.key {
      case "growth_probability": growth = fields.number(member.value, in: 0...1)
      case "sharers": sharers = fields.integer(member.value, in: 0...Self.mostFollowers)
      case "observed_at": observedAt = fields.time(member.value)
      case "posted_at": postedAt = fields.time(member.value)
      case "shares": shares = self.shares(member.value)
      default: fields.unknown(member)
      }
    }
    if let shares {
      guard let start = postedAt ?? shares.times.min() else { return nil }
      return .shares(postedAt: start, at: shares.times)
    }
    guard growth != nil || sharers != nil,
      let growth = fields.required(growth, "growth_probability", in: value, "the probability that the story grows"),
      let sharers = fields.required(sharers, "sharers", in: value, "the number of sharers")
    else { return nil }
    return .estimate(growthProbability: growth, sharers: sharers, observedAt: observedAt)
  }

  /// The times of a story's shares. A sharer counts once, one without a name each time, one that is not authentic never.
  private struct Shares {
    var times: [Instant] = []
    var named: Set<JSONText> = []
  }

  private mutating func shares(_ value: JSONValue) -> Shares? {
    if value.isNull { return nil }
    guard let array = fields.array(value) else { return nil }
    guard array.count <= Self.mostShares else {
      fields.wrong(value, "at most \(Self.mostShares) shares")
      return nil
    }
    var shares = Shares()
    for element in array {
      var at: Instant?
      var sharer: JSONText?
      var isAuthentic = true
      for member in members(element) {
        switch member.key {
        case "at": at = fields.time(member.value)
        case "sharer": sharer = fields.text(member.value) == nil ? nil : member.value.text
        case "authentic": isAuthentic = fields.bool(member.value) ?? true
        default: fields.unknown(member)
        }
      }
      guard let at = fields.required(at, "at", in: element, "the time of the share") else { continue }
      guard isAuthentic, sharer.map({ shares.named.insert($0).inserted }) ?? true else { continue }
      shares.times.append(at)
    }
    return shares
  }

  private static let mostAccounts = 50
  private static let mostTopics = 200
  private static let mostShares = 1000
}
