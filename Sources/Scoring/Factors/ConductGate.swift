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
}
