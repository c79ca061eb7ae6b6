import JSON
import Scoring

/// Reads a score request from JSON, in the schema of `openapi.yaml`.
struct RequestDecoder {
  var fields: FieldReader

  /// A decoder of requests in the document of `root`; pointers in problems lead from there.
  init(root: JSONValue) {
    fields = FieldReader(root: root)
  }

  /// The request, or nil when a field is wrong: then `fields.errors` has at least one entry.
  mutating func decode(_ value: JSONValue) -> Request? {
    var request = Request(ticket: Ticket(id: ""))
    if value.isNull { fields.null(value, "an object with the ticket's id") }
    guard let object = fields.object(value) else { return nil }
    for member in object {
      switch member.key {
      case "ticket": ticket(member.value, into: &request.ticket)
      case "customer": customer(member.value, into: &request.customer)
      case "social": social(member.value, into: &request.social)
      default: fields.unknown(member)
      }
    }
    let ticket = object["ticket"].flatMap { $0.isNull ? nil : $0 }
    if let ticket = fields.required(ticket, "ticket", in: value, "an object with the ticket's id") {
      fields.required(request.ticket.id.isEmpty ? nil : request.ticket.id, "id", in: ticket, "the ticket's id")
    }
    return fields.errors.isEmpty ? request : nil
  }

  private mutating func ticket(_ value: JSONValue, into ticket: inout Ticket) {
    for member in members(value) {
      switch member.key {
      case "id": ticket.id = fields.text(member.value) ?? ""
      case "channel": ticket.channel = fields.text(member.value)
      case "severity": ticket.severity = fields.severity(member.value)
      case "topic": ticket.topic = fields.text(member.value)
      case "opened_at": ticket.openedAt = fields.time(member.value)
      case "unresolved_contacts": ticket.unresolvedContacts = fields.integer(member.value, in: 0...10_000)
      case "incident": ticket.incident = incident(member.value)
      default: fields.unknown(member)
      }
    }
  }

  private mutating func incident(_ value: JSONValue) -> IncidentReading? {
    var probability: Double?
    var observedAt: Instant?
    for member in members(value) {
      switch member.key {
      case "probability": probability = fields.number(member.value, in: 0...1)
      case "observed_at": observedAt = fields.time(member.value)
      default: fields.unknown(member)
      }
    }
    return fields.required(probability, "probability", in: value, "the probability of a surge")
      .map { IncidentReading(probability: $0, observedAt: observedAt) }
  }

  private mutating func customer(_ value: JSONValue, into customer: inout Customer) {
    for member in members(value) { self.member(member, ofCustomer: &customer) }
  }

  /// Reads one member of a customer; `heed population` has the same ones.
  mutating func member(_ member: JSONMember, ofCustomer customer: inout Customer) {
    switch member.key {
    case "id": customer.id = fields.text(member.value)
    case "lifetime_value": customer.lifetimeValue = fields.number(member.value, in: -1e12...1e12)
    case "purchases": customer.purchases = purchases(member.value)
    case "subscription": customer.subscription = subscription(member.value)
    case "tenure_days": customer.tenureDays = fields.number(member.value, in: 0...Self.mostDays)
    case "loyalty_level": customer.loyaltyLevel = fields.text(member.value)
    case "conduct": conduct(member.value, into: &customer.conduct)
    case "observed_at": customer.observedAt = fields.time(member.value)
    default: fields.unknown(member)
    }
  }

  private mutating func purchases(_ value: JSONValue) -> Purchases? {
    var count: Int?
    var first: Double?
    var last: Double?
    var average: Double?
    for member in members(value) {
      switch member.key {
      case "count": count = fields.integer(member.value, in: 0...1_000_000)
      case "first_days_ago": first = fields.number(member.value, in: 0...Self.mostDays)
      case "last_days_ago": last = fields.number(member.value, in: 0...Self.mostDays)
      case "average_value": average = fields.number(member.value, in: 0...1e12)
      default: fields.unknown(member)
      }
    }
    guard let count = fields.required(count, "count", in: value, "the number of purchases"), count > 0,
      let first = fields.required(first, "first_days_ago", in: value, "days since the first purchase")
    else { return nil }
    if count == 1, last == nil { last = first }
    guard let last = fields.required(last, "last_days_ago", in: value, "days since the last purchase") else {
      return nil
    }
    guard last <= first else {
      if let member = value["last_days_ago"] { fields.wrong(member, "at most first_days_ago") }
      return nil
    }
    return Purchases(count: count, firstDaysAgo: first, lastDaysAgo: last, averageValue: average)
  }

  private mutating func subscription(_ value: JSONValue) -> Subscription? {
    var margin: Double?
    var retention: Double?
    for member in members(value) {
      switch member.key {
      case "margin_per_year": margin = fields.number(member.value, in: -1e12...1e12)
      case "retention": retention = fields.number(member.value, in: 0...1)
      default: fields.unknown(member)
      }
    }
    guard let margin = fields.required(margin, "margin_per_year", in: value, "the yearly margin"),
      let retention = fields.required(retention, "retention", in: value, "the probability to stay a year")
    else { return nil }
    return Subscription(marginPerYear: margin, retention: retention)
  }

  private mutating func conduct(_ value: JSONValue, into conduct: inout Conduct) {
    for member in members(value) {
      switch member.key {
      case "founded_claims": conduct.foundedClaims = fields.integer(member.value, in: 0...1_000_000) ?? 0
      case "unfounded_claims": conduct.unfoundedClaims = fields.integer(member.value, in: 0...1_000_000) ?? 0
      case "abuse": conduct.abuse = fields.bool(member.value) ?? false
      case "company_fault": conduct.companyFault = fields.bool(member.value) ?? false
      default: fields.unknown(member)
      }
    }
  }

  /// The members of an object, none of `null`, and an error for anything else.
  mutating func members(_ value: JSONValue) -> MemberSequence {
    MemberSequence(object: fields.object(value))
  }

  static let mostDays = 100_000.0
  static let mostFollowers = 10_000_000_000
}

/// The members of an object that may be missing.
struct MemberSequence: Sequence, IteratorProtocol {
  private var iterator: JSONObject.Iterator?

  init(object: JSONObject?) {
    iterator = object?.makeIterator()
  }

  mutating func next() -> JSONMember? { iterator?.next() }
}
