/// What other systems are told of a ticket: how it was decided, and where it stands.
public struct DecisionFacts: Equatable, Sendable {
  /// The ticket's id here.
  public var ticket: String
  /// What became of the ticket: `scored` where it is not in the line, else `waiting`, `leased`, `done` or `abandoned`.
  public var state: State
  /// 0…100.
  public var score: Double
  public var tier: String
  /// Where the tier stands among those of the policy: 0 is the most urgent, ``tierCount`` - 1 the lowest.
  public var tierRank: Int
  /// How many tiers the policy has, 1 or more.
  public var tierCount: Int
  public var desk: String
  /// The tier's target maximum wait, in seconds.
  public var promiseSeconds: Double
  /// That of the policy's lowest tier.
  public var lowestPromiseSeconds: Double
  /// Seconds credited within the tier.
  public var headStartSeconds: Double
  /// How long it is to expect to wait; nil where nothing is known of that, as where nobody serves the desk.
  public var suggestedWaitSeconds: Double?
  /// Its place among those of its desk, from 1; nil where no line is known.
  public var position: Int?
  /// When it was scored, or when its state changed, in seconds since 1970.
  public var at: Double

  public enum State: String, CaseIterable, Sendable {
    case scored, waiting, leased, done, abandoned
  }

  public init(
    ticket: String, state: State, score: Double, tier: String, tierRank: Int, tierCount: Int, desk: String,
    promiseSeconds: Double, lowestPromiseSeconds: Double, headStartSeconds: Double, suggestedWaitSeconds: Double?,
    position: Int?, at: Double
  ) {
    self.ticket = ticket
    self.state = state
    self.score = score
    self.tier = tier
    self.tierRank = tierRank
    self.tierCount = tierCount
    self.desk = desk
    self.promiseSeconds = promiseSeconds
    self.lowestPromiseSeconds = lowestPromiseSeconds
    self.headStartSeconds = headStartSeconds
    self.suggestedWaitSeconds = suggestedWaitSeconds
    self.position = position
    self.at = at
  }

  /// What engines that order by time understand: the seconds by which it is to be treated as if it had come earlier,
  /// (promise of the lowest tier − promise of the tier) + head start. Never less than 0.
  public var secondsAhead: Double { max(0, lowestPromiseSeconds - promiseSeconds + headStartSeconds) }
}
