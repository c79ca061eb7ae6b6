import Scoring

/// Reads the fields of a policy file into settings. A field that is left out keeps the default that
/// `config/policy.yaml` shows.
struct PolicyReader {
  private(set) var settings = PolicySettings()
  private let report: YAMLReport

  /// Reads and checks the policy in `text`.
  ///
  /// - Throws: ``FileError`` with all mistakes: of form, of type, of range, and of what fields must keep to together.
  static func read(_ text: String, path: String) throws(FileError) -> PolicySettings {
    var settings = PolicySettings()
    try YAMLReport.read(text, path: path) { fields, report in
      // An empty file would be the default policy; it is rather one that somebody is about to write.
      if fields.keys.isEmpty { report.add("", found: "nothing", expected: "a policy; name: default is the shortest") }
      var reader = PolicyReader(report: report)
      reader.read(&fields)
      settings = reader.settings
      // Where a field could not be read, its default would be judged, and what was found misreported.
      for problem in settings.problems().filter({ !report.covers($0.field) }) {
        report.add(problem.field, found: problem.found, expected: problem.expected)
      }
    }
    return settings
  }

  private init(report: YAMLReport) {
    self.report = report
  }

  private mutating func read(_ fields: inout YAMLFields) {
    fields.string("name", into: &settings.name)
    fields.choice("phase", into: &settings.phase)
    fields.fields("factors") { fields in
      for factor in Factor.allCases { readFactor(factor, &fields) }
    }
    fields.fields("severity") { fields in
      fields.number("low", into: &settings.severity.low)
      fields.number("normal", into: &settings.severity.normal)
      fields.number("high", into: &settings.severity.high)
      fields.number("critical", into: &settings.severity.critical)
    }
    fields.fields("repeat_contact") { $0.integer("contacts_for_all", into: &settings.repeatContactsForAll) }
    fields.fields("incidents") { readIncidents(&$0) }
    fields.fields("loyalty") { readLoyalty(&$0) }
    fields.fields("lifetime_value") { readLifetimeValue(&$0) }
    Self.readFileName("population", &fields, into: &settings.populationFile)
    readSocial(&fields)
    fields.number("head_start_share", into: &settings.headStartShare)
    if let tiers = fields.list("tiers", { readTier(&$0) }) { settings.tiers = tiers }
    if let rules = fields.list("desk_rules", { readDeskRule(&$0) }) { settings.deskRules = rules }
  }

  /// A file's name, or `none`.
  private static func readFileName(_ field: String, _ fields: inout YAMLFields, into name: inout String?) {
    var given = name ?? "none"
    fields.string(field, into: &given)
    name = given == "none" ? nil : given
  }

  private mutating func readFactor(_ factor: Factor, _ fields: inout YAMLFields) {
    fields.fields(factor.rawValue) { fields in
      fields.number("cap", into: &settings.factors[factor].cap)
      fields.number("neutral", into: &settings.factors[factor].neutral)
      guard var hours = settings.factors[factor].halfLifeSeconds.map({ $0 / 3600 }) else { return }
      fields.number("half_life_hours", into: &hours)
      settings.factors[factor].halfLifeSeconds = hours * 3600
    }
  }

  private mutating func readIncidents(_ fields: inout YAMLFields) {
    fields.number("open_from", into: &settings.incidents.openFrom)
    fields.number("close_below", into: &settings.incidents.closeBelow)
    fields.number("close_after_seconds", into: &settings.incidents.closeAfterSeconds)
    fields.number("factor", into: &settings.incidents.factor)
    fields.integer("least_tickets", into: &settings.incidents.leastTickets)
    fields.number("surge_share", into: &settings.incidents.surgeShare)
    fields.number("fast_memory_seconds", into: &settings.incidents.fastMemorySeconds)
    fields.number("slow_memory_seconds", into: &settings.incidents.slowMemorySeconds)
    fields.number("memory_days", into: &settings.incidents.memoryDays)
    fields.number("learning_hours", into: &settings.incidents.learningHours)
    fields.number("longest_days", into: &settings.incidents.longestDays)
    fields.integer("most_topics", into: &settings.incidents.mostTopics)
  }

  private mutating func readLoyalty(_ fields: inout YAMLFields) {
    fields.number("full_tenure_days", into: &settings.loyalty.fullTenureDays)
    fields.number("tenure_weight", into: &settings.loyalty.tenureWeight)
    fields.fields("levels") { fields in
      settings.loyalty.levels = fields.numbers().map { LoyaltyLevel($0, $1) }
    }
  }

  private mutating func readLifetimeValue(_ fields: inout YAMLFields) {
    fields.number("horizon_weeks", into: &settings.lifetimeValue.horizonWeeks)
    fields.number("margin", into: &settings.lifetimeValue.margin)
    fields.number("discount_rate", into: &settings.lifetimeValue.discountRate)
    fields.fields("bg_nbd") { fields in
      let given = settings.lifetimeValue.purchaseModel
      var (r, alpha, a, b) = (given.r, given.alpha, given.a, given.b)
      fields.number("r", into: &r)
      fields.number("alpha", into: &alpha)
      fields.number("a", into: &a)
      fields.number("b", into: &b)
      settings.lifetimeValue.purchaseModel =
        model(&fields) { () throws(ParameterError) in try BGNBD(r: r, alpha: alpha, a: a, b: b) } ?? given
    }
    fields.fields("gamma_gamma") { fields in
      let given = settings.lifetimeValue.spendModel
      var (p, q, gamma) = (given.p, given.q, given.gamma)
      fields.number("p", into: &p)
      fields.number("q", into: &q)
      fields.number("gamma", into: &gamma)
      settings.lifetimeValue.spendModel =
        model(&fields) { () throws(ParameterError) in try GammaGamma(p: p, q: q, gamma: gamma) } ?? given
    }
  }

  /// The model that `make` gives, or nil with the parameter that it refused reported.
  private func model<Model>(_ fields: inout YAMLFields, _ make: () throws(ParameterError) -> Model) -> Model? {
    do {
      return try make()
    } catch {
      fields.wrong(error.parameter, expected: error.requirement)
      return nil
    }
  }

  private mutating func readSocial(_ fields: inout YAMLFields) {
    fields.fields("social") { fields in
      fields.number("cap", into: &settings.socialCap)
      fields.choice("consent", into: &settings.consent)
      fields.bool("may_skip_tiers", into: &settings.socialMaySkipTiers)
    }
    fields.fields("influence") { readInfluence(&$0) }
    fields.fields("market") { fields in
      settings.market = fields.numbers().map { TopicWeight($0, $1) }
    }
    Self.readFileName("topics", &fields, into: &settings.topicsFile)
    fields.fields("near_topics") { $0.number("least_similarity", into: &settings.leastTopicSimilarity) }
    fields.fields("story") { fields in
      readStoryParameters(&fields)
      fields.number("growing_from", into: &settings.story.growingFrom)
    }
    fields.fields("conduct") { fields in
      fields.number("prior_founded", into: &settings.conduct.priorFounded)
      fields.number("prior_unfounded", into: &settings.conduct.priorUnfounded)
    }
    fields.fields("community") { fields in
      fields.number("prior", into: &settings.community.prior)
      fields.number("neutral_reputation", into: &settings.community.neutralReputation)
    }
  }

  private mutating func readStoryParameters(_ fields: inout YAMLFields) {
    let given = settings.story.parameters
    var (memory, reaction) = (given.memory, 1 / given.reactionRate)
    fields.number("memory_seconds", into: &memory)
    fields.number("reaction_seconds", into: &reaction)
    do {
      settings.story.parameters = try StoryParameters(reactionRate: 1 / reaction, memory: memory)
    } catch {
      let isMemory = error.parameter == "memory"
      fields.wrong(
        isMemory ? "memory_seconds" : "reaction_seconds", expected: isMemory ? error.requirement : "from 0.001 to 1e9")
    }
  }

  private mutating func readInfluence(_ fields: inout YAMLFields) {
    fields.number("neutral_authenticity", into: &settings.influence.neutralAuthenticity)
    fields.number("doubtful_authenticity", into: &settings.influence.doubtfulAuthenticity)
    fields.fields("authenticity") { Self.readCoefficients(&$0, into: &settings.influence.authenticity) }
    fields.fields("networks") { fields in
      for network in fields.keys {
        var coefficients = settings.influence.authenticity
        fields.fields(network) { Self.readCoefficients(&$0, into: &coefficients) }
        settings.influence.authenticityByNetwork[network] = coefficients
      }
    }
    fields.fields("zero_counts") { fields in
      fields.number("baseline", into: &settings.influence.zeroCountBaseline)
      fields.number("window_seconds", into: &settings.influence.zeroCountWindowSeconds)
    }
  }

  private static func readCoefficients(_ fields: inout YAMLFields, into coefficients: inout Authenticity) {
    fields.number("intercept", into: &coefficients.intercept)
    fields.number("posts", into: &coefficients.posts)
    fields.number("following", into: &coefficients.following)
    fields.number("listed", into: &coefficients.listed)
    fields.number("url", into: &coefficients.url)
    fields.number("bio", into: &coefficients.bio)
  }

  private func readTier(_ fields: inout YAMLFields) -> Tier {
    var tier = Tier(name: "", from: 0, promiseSeconds: 0, desk: "")
    fields.string("name", into: &tier.name)
    fields.number("from", into: &tier.from)
    fields.number("promise_seconds", into: &tier.promiseSeconds)
    fields.string("desk", into: &tier.desk)
    return tier
  }

  private func readDeskRule(_ fields: inout YAMLFields) -> DeskRule {
    var rule = DeskRule(desk: "")
    fields.string("desk", into: &rule.desk)
    fields.fields("at_least") { fields in
      for factor in Factor.allCases {
        var least = -1.0
        if fields.has(factor.rawValue) {
          fields.number(factor.rawValue, into: &least)
          rule.atLeast[factor] = least
        }
      }
    }
    fields.strings("tiers", into: &rule.tiers)
    fields.strings("channels", into: &rule.channels)
    fields.strings("topics", into: &rule.topics)
    return rule
  }
}
