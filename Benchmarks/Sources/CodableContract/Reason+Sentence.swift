import Scoring

extension Reason {
  /// The reason in the words of Heed's answers. Heed writes them without making strings; this is how a service that
  /// fills a Codable type does it.
  var sentence: String {
    switch self {
    case .neutral(let factor): factor.neutralReason
    case .ignored: "the policy's phase does not count influence here"
    case .severity(let severity): "severity is \(severity.rawValue)"
    case .repeatContacts(0): "no earlier unresolved contact on the matter"
    case .repeatContacts(let count):
      "\(grouped(count)) earlier unresolved \(count == 1 ? "contact" : "contacts") on the matter"
    case .incident(let probability): "tickets on the topic are surging with probability \(plain(probability, 2))"
    case .value(let percentile, let amount):
      "a lifetime value of \(grouped(Int(amount.rounded()))) is at percentile \(plain(percentile * 100, 1)) of the customers"
    case .loyalty(let days, let levelIsKnown):
      (days.map { "a customer for \(grouped(Int($0.rounded()))) days" } ?? "tenure is not known")
        + (levelIsKnown ? ", and the loyalty level" : ", level not known")
    case .declaredFollowers(let followers): "\(grouped(followers)) followers declared, counted half"
    case .countedFollowers(let followers): "\(grouped(followers)) followers on all accounts"
    case .weighed(let followers, let reach, let authenticity, let relevance):
      "\(grouped(followers)) followers reach \(grouped(Int(reach)))\(Self.weights(authenticity, relevance))"
    case .provider(let share, let authenticity, let relevance):
      "a provider's influence number at \(plain(share * 100, 0)) % of its scale\(Self.weights(authenticity, relevance))"
    case .providerAlone(let share): "a provider's influence number at \(plain(share * 100, 0)) % of its scale"
    case .story(let probability, let sharers):
      "the story is growing with probability \(plain(probability, 2)) by \(grouped(sharers)) "
        + (sharers == 1 ? "sharer" : "sharers")
    }
  }

  private static func weights(_ authenticity: Double, _ relevance: Double) -> String {
    ", authenticity \(plain(authenticity, 2)), relevance to the market \(plain(relevance, 2))"
  }
}

extension Factor {
  fileprivate var neutralReason: String {
    switch self {
    case .severity: "severity is not given and counts as neutral"
    case .repeatContact: "earlier contacts are not known"
    case .incident: "no surge on the topic is known"
    case .value: "the lifetime value is not known and counts as the population's middle"
    case .loyalty: "tenure and loyalty level are not known and count as the population's middle"
    case .influence: "influence is not known and counts as the population's middle"
    case .story: "no public story is known"
    }
  }
}

/// A number rounded to so many decimals, without trailing zeros.
private func plain(_ value: Double, _ decimals: Int) -> String {
  let scale = [1.0, 10, 100][decimals]
  let rounded = (value * scale).rounded() / scale
  return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
}

/// A whole number, its thousands parted by commas.
private func grouped(_ value: Int) -> String {
  if value.magnitude < 1000 { return "\(value)" }
  let rest = value.magnitude % 1000
  return "\(grouped(value / 1000)),\(rest < 10 ? "00" : rest < 100 ? "0" : "")\(rest)"
}
