public import Foundation
import HeedService
import Scoring

/// What a handler of a peer's server does between reading and writing JSON: Heed's own scoring, under a policy from
/// the same file.
public struct ContractScorer: Sendable {
  private let loaded: LoadedPolicy

  /// Reads the policy file at `path`, with the population table beside it.
  public init(policy path: String) throws {
    loaded = try PolicyFile(path: path).load()
  }

  /// Scores a request.
  public func answer(_ request: ScoreRequest, at now: Date = Date()) -> ScoreAnswer {
    let decision = Scoring.score(
      request.scoringRequest, policy: loaded.policy, population: Population(values: loaded.values),
      now: Instant(secondsSince1970: now.timeIntervalSince1970))
    return ScoreAnswer(decision, on: request.ticket.id, at: now)
  }
}
