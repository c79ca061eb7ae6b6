import HTTPWire
import JSON
import Storage

/// A customer: `GET /customers/{id}`, with `?everything` all that is stored of one; or found by identity,
/// `GET /customers?identity=phone:…`.
struct CustomerLookup: QueueLookup {
  enum Name {
    case id(String)
    case identity(CustomerIdentity)
  }

  let name: Name
  let includesEverything: Bool
  /// The field `If-None-Match`, if there is one.
  let condition: String?

  private static let most = 100_000

  func answer(_ context: QueueReader.Context) throws -> Answer {
    try context.store.read { reading in
      let stored =
        switch name {
        case .id(let id): try reading.customer(id: id)
        case .identity(let identity): try reading.customer(identity: identity)
        }
      if includesEverything, case .id(let id) = name { return try everything(id, stored, reading, context) }
      guard let stored else { return Answer(.unknownCustomer) }
      let tag = TicketTag(version: stored.version)
      if let condition, tag.isNamed(in: condition) {
        return Answer(head: ResponseHead(.notModified, fields: [ResponseField("ETag", tag.text)]), body: [])
      }
      return .customer(stored, try context.tools.customers.document(stored, from: reading))
    }
  }

  private func everything(
    _ id: String, _ stored: StoredCustomer?, _ reading: any StoreReading, _ context: QueueReader.Context
  ) throws -> Answer {
    let contacts = try reading.contacts(ofCustomer: id, since: -.greatestFiniteMagnitude, limit: Self.most)
    let decisions = try reading.decisions(ofCustomer: id, limit: Self.most)
    let stories = try reading.stories(sharedSince: -.greatestFiniteMagnitude, limit: Self.most)
      .filter { $0.customer == id }
    if stored == nil, contacts.isEmpty, decisions.isEmpty, stories.isEmpty { return Answer(.unknownCustomer) }
    let document = try stored.map { try context.tools.customers.document($0, from: reading) }
    let counts = try stored.map { try reading.counts(ofCustomer: $0.number) } ?? []
    let purchases = try stored.map { try reading.purchases(ofCustomer: $0.number) } ?? []
    return .json { json in
      json.object {
        if let stored, let document { json.customerMembers(stored, document) } else { json.key("id").string(id) }
        json.key("follower_counts").array { for count in counts { count.write(to: json) } }
        json.key("purchases").array { for purchase in purchases { purchase.write(to: json) } }
        json.key("contacts").array { for contact in contacts { contact.write(to: json) } }
        json.key("stories").array { for story in stories { story.writeFacts(to: json) } }
        json.key("decisions").array { for decision in decisions { decision.write(to: json) } }
      }
    }
  }
}

extension ObservedCount {
  fileprivate func write(to json: JSONWriter) {
    json.object {
      json.key("network").string(network)
      json.key("handle").string(handle)
      json.key("followers").number(followers)
      json.key("observed_at").time(Int(observedAt))
      if let source { json.key("source").string(source) }
    }
  }
}

extension StoredPurchase {
  fileprivate func write(to json: JSONWriter) {
    json.object {
      if let id { json.key("id").string(id) }
      json.key("at").time(Int(at))
      json.key("value").number(value)
    }
  }
}

extension StoredContact {
  fileprivate func write(to json: JSONWriter) {
    json.object {
      json.key("ticket").string(ticket)
      if let topic { json.key("topic").string(topic) }
      if let channel { json.key("channel").string(channel) }
      if let story { json.key("story").string(story) }
      json.key("at").time(Int(at))
      json.key("state").string(state.name)
      if let outcome {
        json.key("outcome")
        outcome.write(to: json)
      }
    }
  }
}

extension StoredStory {
  fileprivate func writeFacts(to json: JSONWriter) {
    json.object {
      json.key("id").string(id)
      json.key("posted_at").time(Int(postedAt))
      if let topic { json.key("topic").string(topic) }
      if let excerpt { json.key("excerpt").string(excerpt) }
      if let url { json.key("url").string(url) }
    }
  }
}
