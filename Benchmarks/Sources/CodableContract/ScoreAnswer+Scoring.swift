import Foundation
import Scoring

extension ScoreAnswer {
  /// The answer that tells of a decision.
  init(_ decision: Decision, on ticket: String, at now: Date) {
    let headStart = decision.headStartSeconds.rounded()
    self.init(
      // Heed hashes request, policy and time; a random identifier is what a service without such a hash would use.
      decision: UUID().uuidString, ticket: ticket,
      policy: PolicyName(name: decision.policy.name, version: decision.policy.version),
      scoredAt: now.formatted(.iso8601), score: rounded(decision.score), tier: decision.tier.name,
      desk: decision.desk, promiseSeconds: Int(decision.promiseSeconds.rounded()), headStartSeconds: Int(headStart),
      wait: Wait(
        suggestedSeconds: Int((decision.promiseSeconds - decision.headStartSeconds).rounded()), basis: "promise-only"),
      factors: Factor.allCases.map { FactorPoints($0, decision.factors[$0]) },
      flags: Flags.descriptions.filter { decision.flags.contains($0.flag) }.map { Flag($0, on: decision) },
      counterfactual: Counterfactual(decision))
  }
}

extension ScoreAnswer.FactorPoints {
  fileprivate init(_ factor: Factor, _ outcome: FactorOutcome) {
    self.init(
      factor: factor.rawValue, points: rounded(outcome.points), cap: rounded(outcome.cap),
      signal: rounded(outcome.signal), because: outcome.reason.sentence, source: outcome.source.rawValue,
      ageSeconds: outcome.ageSeconds.map { Int($0.rounded()) })
  }
}

extension ScoreAnswer.Flag {
  fileprivate init(_ description: Flags.Description, on decision: Decision) {
    self.init(flag: "\(description.label)", because: "\(description.because)")
    if description.flag == .influenceDeclared {
      because = "declared" + (decision.declaredBy.map { " by \($0)" } ?? "")
      because +=
        decision.flags.contains(.influenceConfirmed)
        ? ", then confirmed by an observed account" : ", not yet confirmed by an observed account"
    }
  }
}

extension ScoreAnswer.Counterfactual {
  fileprivate init(_ decision: Decision) {
    let others = decision.counterfactuals
    let tiers = decision.policy.settings.tiers
    self.init(
      withoutSocial: ScoreAnswer.ScoredTier(
        score: rounded(others.scoreWithoutSocial), tier: tiers[others.tierWithoutSocial].name),
      phases: ScoreAnswer.Phases(
        ignore: tiers[others.tierByPhase[.ignore]].name, declared: tiers[others.tierByPhase[.declared]].name,
        absolute: tiers[others.tierByPhase[.absolute]].name, relative: tiers[others.tierByPhase[.relative]].name),
      nextTier: others.pointsToNextTier.map {
        ScoreAnswer.NextTier(tier: tiers[decision.tierIndex - 1].name, pointsNeeded: rounded($0))
      })
  }
}

/// Four decimals, as in Heed's answers.
private func rounded(_ value: Double) -> Double {
  (value * 10_000).rounded() / 10_000
}
