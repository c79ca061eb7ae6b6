import HTTPWire
import JSON
import Storage

/// What became of those who complained: `GET /reports/outcomes`. How many matters were settled, and how many of the loud
/// speak well of the company since.
struct OutcomesLookup: QueueLookup {
  /// How far back it looks.
  let days: Double

  /// From this sentiment and satisfaction on somebody speaks for the company.
  static let advocateSentiment = 0.3
  static let advocateSatisfaction = 0.7

  private struct Group {
    var contacts = 0
    var reported = 0
    var founded = 0
    var unfounded = 0
    var companyFaults = 0
    var settled = 0
    var unsettled = 0
    var advocates = 0
    var satisfaction = (sum: 0.0, count: 0)
    var sentiment = (sum: 0.0, count: 0)

    mutating func add(_ contact: StoredContact) {
      contacts += 1
      guard let outcome = contact.outcome else { return }
      reported += 1
      if outcome.isFounded == true { founded += 1 }
      if outcome.isFounded == false { unfounded += 1 }
      if outcome.isCompanyFault == true { companyFaults += 1 }
      if outcome.isResolved == true { settled += 1 }
      if outcome.isResolved == false { unsettled += 1 }
      if let value = outcome.satisfaction { satisfaction = (satisfaction.sum + value, satisfaction.count + 1) }
      if let value = outcome.sentiment { sentiment = (sentiment.sum + value, sentiment.count + 1) }
      if outcome.isAdvocate { advocates += 1 }
    }

    func write(to json: JSONWriter) {
      json.object {
        json.key("contacts").number(contacts)
        json.key("with_outcome").number(reported)
        json.key("claims_founded").number(founded)
        json.key("claims_unfounded").number(unfounded)
        json.key("company_faults").number(companyFaults)
        json.key("settled").number(settled)
        json.key("unsettled").number(unsettled)
        share(settled, of: settled + unsettled, "settled_share", json)
        json.key("advocates").number(advocates)
        share(advocates, of: reported, "advocate_share", json)
        mean(satisfaction, "mean_satisfaction", json)
        mean(sentiment, "mean_sentiment_after", json)
      }
    }

    private func share(_ part: Int, of whole: Int, _ name: StaticString, _ json: JSONWriter) {
      json.key(name)
      if whole > 0 { json.number(Double(part) / Double(whole), decimals: 4) } else { json.null() }
    }

    private func mean(_ values: (sum: Double, count: Int), _ name: StaticString, _ json: JSONWriter) {
      json.key(name)
      if values.count > 0 { json.number(values.sum / Double(values.count), decimals: 4) } else { json.null() }
    }
  }

  func answer(_ context: QueueReader.Context) throws -> Answer {
    let from = context.now - days * 86_400
    var (all, loud, quiet) = (Group(), Group(), Group())
    var topics: [String: Group] = [:]
    try context.store.read { reading in
      try reading.eachContact(from: from, until: context.now + 1) { contact in
        all.add(contact)
        if contact.isLoud { loud.add(contact) } else { quiet.add(contact) }
        topics[contact.topic ?? "", default: Group()].add(contact)
      }
    }
    return .json { json in
      json.object {
        json.key("from").time(Int(from))
        json.key("until").time(Int(context.now))
        json.key("all")
        all.write(to: json)
        json.key("loud")
        loud.write(to: json)
        json.key("quiet")
        quiet.write(to: json)
        json.key("topics").array {
          for (topic, group) in topics.sorted(by: { ($1.value.contacts, $0.key) < ($0.value.contacts, $1.key) }) {
            json.object {
              json.key("topic")
              if topic.isEmpty { json.null() } else { json.string(topic) }
              json.key("figures")
              group.write(to: json)
            }
          }
        }
      }
    }
  }
}

extension StoredOutcome {
  /// Whether the customer speaks well of the company after a matter that is settled.
  fileprivate var isAdvocate: Bool {
    guard isResolved == true, let sentiment else { return false }
    return sentiment >= OutcomesLookup.advocateSentiment
      && satisfaction.map { $0 >= OutcomesLookup.advocateSatisfaction } ?? true
  }
}
