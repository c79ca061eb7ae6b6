import JSON
import Scoring
import Storage

/// Reads score requests from JSON, in the schema of `openapi.yaml`. One per thread: it keeps what the next one can use.
struct RequestDecoder {
  var fields = FieldReader()
  let keys = RequestKeys.tables
  /// The id of the ticket that was read last. It lasts as long as its document.
  private(set) var ticketID: JSONText?
  /// Whom the request that was read last is from, as far as it says so. They last as long as its document.
  private(set) var customerID: JSONText?
  private(set) var identity: JSONText?
  /// The id of the story that it is about; set by the extension that reads stories.
  var storyID: JSONText?
  /// The handles of the accounts that were read last, beside the accounts; the extension that reads accounts sets them.
  var handles: [JSONText?] = []
  /// Who observed them, likewise.
  var sources: [JSONText?] = []
  /// Which members of the customer's conduct it had.
  private(set) var conduct: ConductMembers = []
  /// Lists of topics that no account uses now, with what is left in them.
  var spareTopics: [[TopicWeight]] = []

  /// Reads a request; pointers in problems lead from `value`.
  ///
  /// - Parameter request: A request before it, whose memory is used again.
  /// - Returns: False when a field is wrong: then `fields.errors` has at least one entry, and the request is not whole.
  mutating func decode(_ value: JSONValue, into request: inout Request) -> Bool {
    begin(value, &request)
    if value.isNull { fields.null(value, "an object with the ticket's id") }
    var members = fields.members(value, by: keys.request)
    while let (key, value) = members.next(&fields) {
      switch key {
      case .ticket: ticket(value, into: &request.ticket)
      case .customer: customer(value, into: &request.customer)
      case .social: social(value, into: &request.social)
      }
    }
    if ticketID == nil { reportMissingID(in: value) }
    return fields.errors.isEmpty
  }

  /// Reads what a customer's profile says, which is a request without its ticket; pointers in problems lead from `value`.
  ///
  /// - Parameter identities: is given the member `identities`, if there is one.
  mutating func decodeProfile(
    _ value: JSONValue, into request: inout Request, identities: (JSONValue, inout FieldReader) -> Void = { _, _ in }
  ) -> Bool {
    begin(value, &request)
    if value.isNull { fields.null(value, "an object") }
    var members = fields.members(value, by: keys.profile)
    while let (key, value) = members.next(&fields) {
      switch key {
      case .customer: customer(value, into: &request.customer)
      case .social: social(value, into: &request.social)
      case .identities: identities(value, &fields)
      }
    }
    return fields.errors.isEmpty
  }

  private mutating func begin(_ value: JSONValue, _ request: inout Request) {
    fields.begin(value)
    ticketID = nil
    customerID = nil
    identity = nil
    storyID = nil
    conduct = []
    handles.removeAll(keepingCapacity: true)
    sources.removeAll(keepingCapacity: true)
    request.ticket = Ticket()
    request.customer = Customer()
    clear(&request.social)
  }

  /// Reads a customer alone, as ``decode(_:into:)`` does.
  mutating func decode(_ value: JSONValue, into customer: inout Customer) -> Bool {
    fields.begin(value)
    self.customer(value, into: &customer)
    return fields.errors.isEmpty
  }

  private mutating func reportMissingID(in request: JSONValue) {
    let ticket = request["ticket"].flatMap { $0.isNull ? nil : $0 }
    if let ticket = fields.required(ticket, "ticket", in: request, "an object with the ticket's id") {
      fields.required(ticketID, "id", in: ticket, "the ticket's id")
    }
  }

  private mutating func ticket(_ value: JSONValue, into ticket: inout Ticket) {
    var members = fields.members(value, by: keys.ticket)
    while let (key, value) = members.next(&fields) {
      switch key {
      case .id: ticketID = fields.text(value)
      case .channel: ticket.channel = fields.name(value)
      case .severity: ticket.severity = fields.severity(value)
      case .topic: ticket.topic = fields.name(value)
      case .openedAt: ticket.openedAt = fields.time(value)
      case .unresolvedContacts: ticket.unresolvedContacts = fields.integer(value, in: 0...10_000)
      case .incident: ticket.incident = incident(value)
      }
    }
  }

  private mutating func incident(_ value: JSONValue) -> IncidentReading? {
    var probability: Double?
    var observedAt: Instant?
    var members = fields.members(value, by: keys.incident)
    while let (key, value) = members.next(&fields) {
      switch key {
      case .probability: probability = fields.number(value, in: 0...1)
      case .observedAt: observedAt = fields.time(value)
      }
    }
    return fields.required(probability, "probability", in: value, "the probability of a surge")
      .map { IncidentReading(probability: $0, observedAt: observedAt) }
  }

  private mutating func customer(_ value: JSONValue, into customer: inout Customer) {
    var members = fields.members(value, by: keys.customer)
    while let (key, value) = members.next(&fields) {
      switch key {
      case .id: customerID = fields.text(value)
      case .identity: identity = identity(value)
      case .lifetimeValue: customer.lifetimeValue = fields.number(value, in: -1e12...1e12)
      case .purchases: customer.purchases = purchases(value)
      case .subscription: customer.subscription = subscription(value)
      case .tenureDays: customer.tenureDays = fields.number(value, in: 0...Self.mostDays)
      case .loyaltyLevel: customer.loyaltyLevel = fields.name(value)
      case .conduct: conduct(value, into: &customer.conduct)
      case .observedAt: customer.observedAt = fields.time(value)
      }
    }
  }

  /// What a customer is found by who comes without an id.
  private mutating func identity(_ value: JSONValue) -> JSONText? {
    guard let text = fields.text(value) else { return nil }
    if CustomerIdentity(text: String(text)) != nil { return text }
    fields.wrong(value, CustomerIdentity.expectation)
    return nil
  }

  private mutating func purchases(_ value: JSONValue) -> Purchases? {
    var count: Int?
    var first: Double?
    var last: Double?
    var average: Double?
    var members = fields.members(value, by: keys.purchases)
    while let (key, value) = members.next(&fields) {
      switch key {
      case .count: count = fields.integer(value, in: 0...1_000_000)
      case .firstDaysAgo: first = fields.number(value, in: 0...Self.mostDays)
      case .lastDaysAgo: last = fields.number(value, in: 0...Self.mostDays)
      case .averageValue: average = fields.number(value, in: 0...1e12)
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
    var members = fields.members(value, by: keys.subscription)
    while let (key, value) = members.next(&fields) {
      switch key {
      case .marginPerYear: margin = fields.number(value, in: -1e12...1e12)
      case .retention: retention = fields.number(value, in: 0...1)
      }
    }
    guard let margin = fields.required(margin, "margin_per_year", in: value, "the yearly margin"),
      let retention = fields.required(retention, "retention", in: value, "the probability to stay a year")
    else { return nil }
    return Subscription(marginPerYear: margin, retention: retention)
  }

  private mutating func conduct(_ value: JSONValue, into conduct: inout Conduct) {
    var members = fields.members(value, by: keys.conduct)
    while let (key, value) = members.next(&fields) {
      switch key {
      case .foundedClaims:
        conduct.foundedClaims = fields.integer(value, in: 0...1_000_000) ?? 0
        self.conduct.insert(.foundedClaims)
      case .unfoundedClaims:
        conduct.unfoundedClaims = fields.integer(value, in: 0...1_000_000) ?? 0
        self.conduct.insert(.unfoundedClaims)
      case .abuse:
        conduct.abuse = fields.bool(value) ?? false
        self.conduct.insert(.abuse)
      case .companyFault:
        conduct.companyFault = fields.bool(value) ?? false
        self.conduct.insert(.companyFault)
      }
    }
  }

  static let mostDays = 100_000.0
  static let mostFollowers = 10_000_000_000
}
