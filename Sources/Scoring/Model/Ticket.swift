/// What counts of one request for attention on any channel: of a call, a chat, a mail, a post.
public struct Ticket: Equatable, Sendable {
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

  /// A ticket of which nothing is known but what is given.
  @inlinable
  public init(
    channel: String? = nil, severity: Severity? = nil, topic: String? = nil, openedAt: Instant? = nil,
    unresolvedContacts: Int? = nil, incident: IncidentReading? = nil
  ) {
    self.channel = channel
    self.severity = severity
    self.topic = topic
    self.openedAt = openedAt
    self.unresolvedContacts = unresolvedContacts
    self.incident = incident
  }
}
