import Scoring

/// The policy in force with another phase or other caps.
struct OtherPolicy {
  /// The policy in force, apart from what it counts while it is.
  let current: LoadedPolicy
  let policy: LoadedPolicy
  /// What to mind about it, in words.
  let cautions: [String]

  /// - Throws: what the check of policies finds wrong with it.
  init(_ request: WhatIfRequest, of loaded: LoadedPolicy) throws(RefusedBody) {
    var settings = loaded.policy.settings
    if let phase = request.phase { settings.phase = phase }
    for (factor, cap) in request.caps { settings.factors[factor].cap = cap }
    var cautions: [String] = []
    let lift = settings.greatestSocialLift
    if lift > 1, !settings.socialMaySkipTiers {
      // A question changes nothing, so it is answered; the file would be refused.
      settings.socialMaySkipTiers = true
      cautions.append(
        "social signals alone could move a ticket by \(lift) tiers: a policy file with these caps is refused unless it "
          + "says social.may_skip_tiers: true")
    }
    let problems = settings.problems()
    guard problems.isEmpty else {
      throw RefusedBody(
        problem: Problem(
          problems.map { problem in
            FieldProblem(
              pointer: Self.pointer(problem.field),
              detail: "\(problem.found), where the policy needs \(problem.expected)")
          }))
    }
    self.cautions = cautions
    current = LoadedPolicy(loaded.policy.settings, like: loaded)
    policy = LoadedPolicy(settings, like: loaded)
  }

  /// Where the request has what the policy has at a field.
  private static func pointer(_ field: String) -> String {
    let parts = field.split(separator: ".")
    if parts.count == 3, parts[0] == "factors" { return "/caps/\(parts[1])" }
    return field == "phase" ? "/phase" : "/caps"
  }
}
