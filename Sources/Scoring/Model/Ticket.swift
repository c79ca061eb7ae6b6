/// One request for attention on any channel: a call, a chat, a mail, a post.
public struct Ticket: Equatable, Sendable {
  /// The caller's own id; the only fact that a request must have.
  public var id: String
  /// The channel it came in on, in the caller's words (`phone`, `chat`, `mail`, `social`, …).
  public var channel: String?
  /// How bad the matter is; missing counts as the policy's neutral severity.
  public var severity: Severity?
  /// What it is about, in the caller's words.
  public var topic: String?
  /// When the customer first asked.
  public var openedAt: Instant?
  /// Earlier contacts on the same matter that did not resolve it, ≥ 0.
  public var unresolvedContacts: Int?
  /// What is known of a surge of tickets on the same topic.
  public var incident: IncidentReading?

  /// A ticket of which only the id is known, and whatever else is given.
  public init(
    id: String, channel: String? = nil, severity: Severity? = nil, topic: String? = nil, openedAt: Instant? = nil,
    unresolvedContacts: Int? = nil, incident: IncidentReading? = nil
  ) {
    self.id = id
    self.channel = channel
    self.severity = severity
    self.topic = topic
    self.openedAt = openedAt
    self.unresolvedContacts = unresolvedContacts
    self.incident = incident
  }
}
