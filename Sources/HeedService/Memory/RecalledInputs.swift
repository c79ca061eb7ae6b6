import JSON

/// What was put beside a request when it was scored.
struct RecalledInputs {
  /// The customer, where the request names one.
  var customer: KnownCustomer?
  /// The customer's id, as given or found.
  var customerID: String?
  var storyID: String?
  /// What watchers said.
  var incidentProbability: Double?
  var story: Readings.Story?
  /// Earlier contacts on the same matter.
  var unresolvedContacts: Int?

  var isEmpty: Bool {
    incidentProbability == nil && story == nil && unresolvedContacts == nil && customer?.members.isEmpty ?? true
  }

  /// Differs where any of it does, as far as a hash can tell.
  var digest: UInt64 {
    var digest = customer?.digest ?? 0
    for number in [incidentProbability, story?.growthProbability, story.map { Double($0.sharers) }] {
      digest = (digest ^ (number ?? -1).bitPattern) &* 0x9E37_79B9_7F4A_7C15
      digest ^= digest >> 29
    }
    return digest
  }

  /// All of it as it is kept with the decision, in JSON; nil where nothing was known.
  var json: [UInt8]? {
    if isEmpty { return nil }
    let json = JSONWriter()
    json.object {
      if let customer, !customer.members.isEmpty { customer.members.withUnsafeBytes { json.raw($0) } }
      if let count = unresolvedContacts { json.key("unresolved_contacts").number(count) }
      if let probability = incidentProbability {
        json.key("incident").object { json.key("probability").number(probability) }
      }
      if let story {
        json.key("story").object {
          if let storyID { json.key("id").string(storyID) }
          json.key("growth_probability").number(story.growthProbability)
          json.key("sharers").number(story.sharers)
        }
      }
    }
    return [UInt8](json.bytes)
  }
}
