/// The answer to `POST /score` as Foundation's coders write it: the fields that Heed writes, rounded alike.
public struct ScoreAnswer: Encodable, Sendable {
  var decision: String
  var ticket: String
  var policy: PolicyName
  var scoredAt: String
  var score: Double
  var tier: String
  var desk: String
  var promiseSeconds: Int
  var headStartSeconds: Int
  var wait: Wait
  var factors: [FactorPoints]
  var flags: [Flag]
  var counterfactual: Counterfactual

  enum CodingKeys: String, CodingKey {
    case decision, ticket, policy, score, tier, desk, wait, factors, flags, counterfactual
    case scoredAt = "scored_at"
    case promiseSeconds = "promise_seconds"
    case headStartSeconds = "head_start_seconds"
  }

  /// The policy that the decision was made under.
  struct PolicyName: Encodable, Sendable {
    var name: String
    var version: String
  }

  /// What one factor contributed.
  struct FactorPoints: Encodable, Sendable {
    var factor: String
    var points: Double
    var cap: Double
    var signal: Double
    var because: String
    var source: String
    var ageSeconds: Int?

    enum CodingKeys: String, CodingKey {
      case factor, points, cap, signal, because, source
      case ageSeconds = "age_seconds"
    }
  }

  /// A labelled observation.
  struct Flag: Encodable, Sendable {
    var flag: String
    var because: String
  }
}
