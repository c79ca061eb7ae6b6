import JSON
import Scoring

/// The policy in force, as far as clients can use it: `GET /policy`.
extension LoadedPolicy {
  var answer: Answer {
    let settings = policy.settings
    return .json { json in
      json.object {
        json.key("name").string(policy.name)
        json.key("version").string(policy.version)
        json.key("phase").string(settings.phase.rawValue)
        json.key("factors").array {
          for factor in Factor.allCases {
            json.object {
              json.key("factor").string(factor.rawValue)
              json.key("group").string(factor.group.rawValue)
              json.key("cap").number(settings.factors[factor].cap)
              json.key("neutral").number(settings.factors[factor].neutral)
            }
          }
        }
        json.key("social_cap").number(settings.socialCap)
        json.key("tiers").array {
          for tier in settings.tiers {
            json.object {
              json.key("tier").string(tier.name)
              json.key("from").number(tier.from)
              json.key("promise_seconds").number(tier.promiseSeconds, decimals: 0)
              json.key("desk").string(tier.desk)
            }
          }
        }
      }
    }
  }
}
