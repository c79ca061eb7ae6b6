import FrontDoors
import HTTPWire
import JSON
import Scoring
import Storage

/// A badge of a ticket as it stands, or of what a customer's next ticket would be: `GET /badges/…`.
struct BadgeLookup: QueueLookup {
  enum Subject {
    case ticket(String)
    case customer(String)
  }

  enum Form: CaseIterable {
    case svg, json

    /// How a name ends that asks for it.
    var suffix: String { self == .svg ? ".svg" : ".json" }
  }

  let subject: Subject
  let form: Form
  /// The field `If-None-Match`, if there is one.
  let condition: String?
  /// How long a badge may be kept by whoever shows it.
  let cacheSeconds: Int
  let policy: LoadedPolicy
  /// The time that is scored at; nil: the present.
  let now: Instant?

  func answer(_ context: QueueReader.Context) throws -> Answer {
    let badge = try badge(context)
    let body = form == .svg ? badge.svg : badge.json(cacheSeconds: cacheSeconds)
    let tag = badge.etag
    let fields = [
      ResponseField("ETag", tag), ResponseField("Cache-Control", "private, max-age=\(cacheSeconds)"),
      // A picture that somebody opens by itself is to run nothing.
      ResponseField("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"),
    ]
    if let condition, TicketTag.isNamed(tag, in: condition) {
      return Answer(head: ResponseHead(.notModified, fields: fields), body: [])
    }
    let type = form == .svg ? MediaType.svg : MediaType.json
    return Answer(
      head: ResponseHead(badge.isError ? .notFound : .ok, contentType: type, fields: fields), body: body)
  }

  private func badge(_ context: QueueReader.Context) throws -> Badge {
    switch subject {
    case .ticket(let id):
      // One that another system has opened again waits under another id.
      guard let ticket = try context.store.read({ try HookTicket(id, in: $0) }).stored else {
        return Badge.unknown("no such ticket")
      }
      return Badge(DecisionFacts(ticket, wait: context.wait(of: ticket), policy.policy, at: context.now))
    case .customer(let id):
      guard try context.store.read({ try $0.customer(id: id) }) != nil, let facts = facts(ofCustomer: id, context)
      else { return Badge.unknown("no such customer") }
      return Badge(facts, customer: id)
    }
  }

  /// What a normal ticket of the customer would be told, if it came now.
  private func facts(ofCustomer id: String, _ context: QueueReader.Context) -> DecisionFacts? {
    let json = JSONWriter()
    json.object {
      json.key("ticket").object { json.key("id").string("next") }
      json.key("customer").object { json.key("id").string(id) }
    }
    let scorer = context.tools.scorer
    scorer.json.removeAll()
    var facts: DecisionFacts?
    _ = BulkScoring.padded(json.bytes).withUnsafeBytes { bytes in
      scorer.score(
        UnsafeRawBufferPointer(rebasing: bytes.dropLast(JSONParser.padding)), policy,
        now: now ?? Instant(secondsSince1970: context.now), recall: context.recall
      ) { facts = DecisionFacts($0, policy.policy) }
    }
    return facts
  }
}
