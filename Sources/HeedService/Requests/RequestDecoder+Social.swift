import JSON
import Scoring

extension RequestDecoder {
  mutating func social(_ value: JSONValue, into social: inout SocialSignals) {
    var members = fields.members(value, by: keys.social)
    while let (key, value) = members.next(&fields) {
      switch key {
      case .consent: social.consent = fields.bool(value)
      case .declared: social.declared = declaration(value)
      case .accounts: accounts(value, into: &social.accounts)
      case .story: social.story = story(value)
      case .community: social.community = community(value)
      }
    }
  }

  private mutating func declaration(_ value: JSONValue) -> Declaration? {
    var followers: Int?
    var by: String?
    var at: Instant?
    var members = fields.members(value, by: keys.declaration)
    while let (key, value) = members.next(&fields) {
      switch key {
      case .followers: followers = fields.integer(value, in: 0...Self.mostFollowers)
      case .by: by = fields.name(value)
      case .at: at = fields.time(value)
      }
    }
    return fields.required(followers, "followers", in: value, "the declared number of followers")
      .map { Declaration(followers: $0, by: by, at: at) }
  }

  private mutating func accounts(_ value: JSONValue, into accounts: inout [Account]) {
    if value.isNull { return }
    guard let array = fields.array(value) else { return }
    guard array.count <= Self.mostAccounts else { return fields.wrong(value, "at most \(Self.mostAccounts) accounts") }
    for element in array {
      // Filled in where it stands, as it is large and a copy would retain what is in it.
      accounts.append(Account())
      handles.append(nil)
      sources.append(nil)
      account(element, into: &accounts[accounts.endIndex - 1])
    }
  }

  /// Reads an account alone; pointers in problems lead from `value`.
  mutating func decode(_ value: JSONValue, into account: inout Account) -> Bool {
    fields.begin(value)
    (handles, sources) = ([nil], [nil])
    if value.isNull { fields.null(value, "an object") }
    self.account(value, into: &account)
    return fields.errors.isEmpty
  }

  private mutating func account(_ value: JSONValue, into account: inout Account) {
    var members = fields.members(value, by: keys.account)
    while let (key, value) = members.next(&fields) {
      switch key {
      case .network: account.network = fields.name(value)
      case .handle: handles[handles.endIndex - 1] = fields.text(value)
      case .source: sources[sources.endIndex - 1] = fields.text(value)
      case .followers: account.followers = fields.integer(value, in: 0...Self.mostFollowers)
      case .following: account.profile.following = fields.integer(value, in: 0...Self.mostFollowers)
      case .posts: account.profile.posts = fields.integer(value, in: 0...Self.mostFollowers)
      case .listed: account.profile.listed = fields.integer(value, in: 0...Self.mostFollowers)
      case .ageDays: account.profile.ageDays = fields.number(value, in: 0...Self.mostDays)
      case .hasURL: account.profile.hasURL = fields.bool(value)
      case .hasBio: account.profile.hasBio = fields.bool(value)
      case .engagers: account.engagers = fields.integer(value, in: 0...Self.mostFollowers)
      case .topics: topics(value, into: &account.topics)
      case .provider: account.provider = provider(value)
      case .previous: account.previous = previous(value)
      case .observedAt: account.observedAt = fields.time(value)
      }
    }
  }

  private mutating func topics(_ value: JSONValue, into topics: inout [TopicWeight]) {
    if value.isNull { return }
    guard let object = fields.object(value) else { return }
    guard object.count <= Self.mostTopics else { return fields.wrong(value, "at most \(Self.mostTopics) topics") }
    if object.count > Self.fewTopics || object.hasDuplicateKey { fields.mayHaveDuplicateKeys = true }
    // Over what an earlier list has, as to empty that first takes longer.
    topics = spareTopics.popLast() ?? []
    var count = 0
    for member in object {
      guard let weight = fields.number(member.value, in: 0...1) else { continue }
      let topic = TopicWeight(fields.topic(member.key), weight)
      if count < topics.count { topics[count] = topic } else { topics.append(topic) }
      count += 1
    }
    if count < topics.count { topics.removeLast(topics.count - count) }
  }

  /// Empties signals for those of the next request, and keeps the memory that their lists have.
  mutating func clear(_ social: inout SocialSignals) {
    for index in social.accounts.indices where social.accounts[index].topics.capacity > 0 {
      spareTopics.append([])
      swap(&spareTopics[spareTopics.endIndex - 1], &social.accounts[index].topics)
    }
    social.accounts.removeAll(keepingCapacity: true)
    social.consent = nil
    social.declared = nil
    social.story = nil
    social.community = nil
  }

  private mutating func community(_ value: JSONValue) -> CommunityWord? {
    var word = CommunityWord()
    var members = fields.members(value, by: keys.community)
    while let (key, value) = members.next(&fields) {
      switch key {
      case .reputation: word.reputation = fields.number(value, in: 0...1)
      case .flags: word.flags = fields.integer(value, in: 0...Self.mostFollowers)
      }
    }
    return word.reputation == nil && word.flags == nil ? nil : word
  }

  private mutating func provider(_ value: JSONValue) -> ProviderScore? {
    var score: Double?
    var scale: Double?
    var members = fields.members(value, by: keys.provider)
    while let (key, value) = members.next(&fields) {
      switch key {
      case .value: score = fields.number(value, in: 0...1e6)
      case .scale: scale = fields.number(value, in: 1e-6...1e6)
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
    var members = fields.members(value, by: keys.followerCount)
    while let (key, value) = members.next(&fields) {
      switch key {
      case .followers: followers = fields.integer(value, in: 0...Self.mostFollowers)
      case .observedAt: observedAt = fields.time(value)
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
    var members = fields.members(value, by: keys.story)
    while let (key, value) = members.next(&fields) {
      switch key {
      case .id: storyID = fields.text(value)
      case .growthProbability: growth = fields.number(value, in: 0...1)
      case .sharers: sharers = fields.integer(value, in: 0...Self.mostFollowers)
      case .observedAt: observedAt = fields.time(value)
      case .postedAt: postedAt = fields.time(value)
      case .shares: shares = self.shares(value)
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
      var members = fields.members(element, by: keys.share)
      while let (key, value) = members.next(&fields) {
        switch key {
        case .at: at = fields.time(value)
        case .sharer: sharer = fields.text(value)
        case .authentic: isAuthentic = fields.bool(value) ?? true
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
  /// So many topics are quicker compared with each other than looked through with the whole document.
  private static let fewTopics = 8
  private static let mostShares = 1000
}
