public import Scoring

/// A policy as it was read from its file, with what belongs to it while it is in force.
public struct LoadedPolicy: Sendable {
  /// The policy; its version is the hash of its file, of its population table and of its topics.
  public let policy: Policy
  /// The population table that the policy names, if it names one.
  public let values: PopulationTable?
  /// The taxonomy of topics that the policy names, if it names one.
  public let taxonomy: TopicTaxonomy?
  /// Watches for an outage of follower counts.
  public private(set) var zeroCounts: ZeroCountGuard
  /// What it writes into every answer.
  let text: PolicyText
  /// A number that differs from version to version, for the ids of decisions.
  private let seed: UInt64

  init(_ settings: PolicySettings, values: PopulationTable?, taxonomy: TopicTaxonomy? = nil, hash: ContentHash) {
    policy = Policy(settings, version: hash.version, taxonomy: taxonomy)
    self.values = values
    self.taxonomy = taxonomy
    zeroCounts = ZeroCountGuard(settings.influence)
    text = PolicyText(policy)
    seed = hash.prefix
  }

  /// Another policy with the population and the topics of `loaded`: to ask what it would decide. It goes by what is known
  /// of outages, and adds nothing to that.
  init(_ settings: PolicySettings, like loaded: LoadedPolicy) {
    policy = Policy(settings, version: loaded.policy.version, taxonomy: loaded.taxonomy)
    values = loaded.values
    taxonomy = loaded.taxonomy
    zeroCounts = ZeroCountGuard(copying: loaded.zeroCounts)
    text = PolicyText(policy)
    seed = loaded.seed
  }

  /// The id of a decision under this policy on a request, or of a batch of them.
  func id(of request: UnsafeRawBufferPointer, now: Instant) -> DecisionID {
    DecisionID(request: request, seed: seed ^ now.secondsSince1970.bitPattern)
  }

  /// Goes on watching for an outage where the policy before left off, if both watch alike; past outages are remembered in
  /// any case.
  public mutating func succeed(_ previous: LoadedPolicy) {
    let (mine, theirs) = (policy.settings.influence, previous.policy.settings.influence)
    if mine.zeroCountWindowSeconds == theirs.zeroCountWindowSeconds, mine.zeroCountBaseline == theirs.zeroCountBaseline
    {
      zeroCounts = previous.zeroCounts
    } else {
      zeroCounts = ZeroCountGuard(mine, succeeding: previous.zeroCounts)
    }
  }
}
