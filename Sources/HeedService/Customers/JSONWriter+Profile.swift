import JSON
import Scoring

/// Writes what is stored of customers, in the schema of a request.
extension JSONWriter {
  /// Consent, declaration and the community's word, without accounts and story, which are stored by themselves.
  func profile(_ request: Request) {
    object {
      key("customer").customer(request.customer)
      key("social").object {
        standing(consent: request.social.consent, request.social.declared, request.social.community)
      }
    }
  }

  func customer(_ customer: Customer) {
    object {
      if let value = customer.lifetimeValue { key("lifetime_value").number(value) }
      if let purchases = customer.purchases { key("purchases").purchases(purchases) }
      if let subscription = customer.subscription {
        key("subscription").object {
          key("margin_per_year").number(subscription.marginPerYear)
          key("retention").number(subscription.retention)
        }
      }
      if let days = customer.tenureDays { key("tenure_days").number(days, decimals: 6) }
      if let level = customer.loyaltyLevel { key("loyalty_level").string(level) }
      if customer.conduct != Conduct() { key("conduct").conduct(customer.conduct) }
      if let time = customer.observedAt { key("observed_at").time(time) }
    }
  }

  private func purchases(_ purchases: Purchases) {
    object {
      key("count").number(purchases.count)
      key("first_days_ago").number(purchases.firstDaysAgo, decimals: 6)
      key("last_days_ago").number(purchases.lastDaysAgo, decimals: 6)
      if let average = purchases.averageValue { key("average_value").number(average) }
    }
  }

  func conduct(_ conduct: Conduct) {
    object {
      key("founded_claims").number(conduct.foundedClaims)
      key("unfounded_claims").number(conduct.unfoundedClaims)
      if conduct.abuse { key("abuse").bool(true) }
      if conduct.companyFault { key("company_fault").bool(true) }
    }
  }

  /// Writes the members of social signals that are neither accounts nor story.
  func standing(consent: Bool?, _ declared: Declaration?, _ community: CommunityWord?) {
    if let consent { key("consent").bool(consent) }
    if let declared { key("declared").declaration(declared) }
    if let community {
      key("community").object {
        if let reputation = community.reputation { key("reputation").number(reputation) }
        if let flags = community.flags { key("flags").number(flags) }
      }
    }
  }

  func declaration(_ declared: Declaration) {
    object {
      key("followers").number(declared.followers)
      if let by = declared.by { key("by").string(by) }
      if let at = declared.at { key("at").time(at) }
    }
  }

  /// - Parameters:
  ///   - handle: the account's name on its network; empty: not known.
  ///   - source: who observed it.
  func account(_ account: Account, handle: String, source: String?) {
    object {
      if let network = account.network { key("network").string(network) }
      if !handle.isEmpty { key("handle").string(handle) }
      if let source { key("source").string(source) }
      count(account.followers, "followers")
      count(account.profile.following, "following")
      count(account.profile.posts, "posts")
      count(account.profile.listed, "listed")
      if let days = account.profile.ageDays { key("age_days").number(days, decimals: 6) }
      if let hasURL = account.profile.hasURL { key("has_url").bool(hasURL) }
      if let hasBio = account.profile.hasBio { key("has_bio").bool(hasBio) }
      count(account.engagers, "engagers_90d")
      if !account.topics.isEmpty {
        key("topics").object { for topic in account.topics { key(escaping: topic.topic).number(topic.weight) } }
      }
      if let provider = account.provider {
        key("provider").object {
          key("value").number(provider.value)
          key("scale").number(provider.scale)
        }
      }
      if let previous = account.previous {
        key("previous").object {
          key("followers").number(previous.followers)
          key("observed_at").time(previous.observedAt)
        }
      }
      if let time = account.observedAt { key("observed_at").time(time) }
    }
  }

  private func count(_ count: Int?, _ name: StaticString) {
    if let count { key(name).number(count) }
  }

  /// Writes a time in whole seconds.
  func time(_ time: Instant) { self.time(Int(time.secondsSince1970.rounded(.down))) }
}
