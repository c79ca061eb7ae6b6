import Foundation

extension ScoreRequest {
  /// The ticket to score.
  struct Ticket: Decodable, Sendable {
    var id: String
    var channel: String?
    var severity: String?
    var topic: String?
    var openedAt: Date?
    var unresolvedContacts: Int?
    var incident: Incident?

    enum CodingKeys: String, CodingKey {
      case id, channel, severity, topic, incident
      case openedAt = "opened_at"
      case unresolvedContacts = "unresolved_contacts"
    }
  }

  /// What a watcher of ticket volumes says of the topic.
  struct Incident: Decodable, Sendable {
    var probability: Double
    var observedAt: Date?

    enum CodingKeys: String, CodingKey {
      case probability
      case observedAt = "observed_at"
    }
  }
}
