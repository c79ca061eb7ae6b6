/// What a customer's complaints on record leave of the social points: 1 all, 0 nothing.
enum ConductGate {
  /// g = min(1, ((f+v)/(f+n+v+u)) / (f/(f+n))) with v founded and u unfounded claims on record and the prior f, n, so
  /// that a customer without a record has 1. Abuse closes the gate; a verified fault of the company opens it, except
  /// to abuse.
  static func share(_ conduct: Conduct, _ settings: ConductSettings) -> Double {
    if conduct.abuse { return 0 }
    if conduct.companyFault || conduct.unfoundedClaims == 0 { return 1 }
    let founded = settings.priorFounded + Double(conduct.foundedClaims)
    let all = founded + settings.priorUnfounded + Double(conduct.unfoundedClaims)
    let prior = settings.priorFounded / (settings.priorFounded + settings.priorUnfounded)
    return min(1, founded / all / prior)
  }

  /// What a community's word leaves of the points that social signals add: min(1, r/r⁰)·n/(n+f), with r the reputation
  /// and r⁰ the neutral one, f the flags by members and n the prior. What is not known takes nothing.
  static func share(_ word: CommunityWord?, _ settings: CommunitySettings) -> Double {
    guard let word else { return 1 }
    let standing = word.reputation.map { min(1, max(0, $0) / settings.neutralReputation) } ?? 1
    let flags = Double(max(0, word.flags ?? 0))
    return standing * (settings.prior / (settings.prior + flags))
  }
}
