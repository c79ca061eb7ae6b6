import HTTPWire
import JSON
import Scoring
import Storage

/// The surges of tickets by topic, those that go on first: `GET /incidents`.
struct IncidentsLookup: QueueLookup {
  /// How far back those are shown that are over.
  let days: Double
  let limit: Int

  private static let mostExamples = 5

  func answer(_ context: QueueReader.Context) throws -> Answer {
    let (stored, examples) = try context.store.read { reading in
      let stored = try reading.incidents(since: context.now - days * 86_400, limit: limit)
      var examples: [Int64: [StoredTicket]] = [:]
      for incident in stored where incident.endedAt == nil {
        let numbers = try reading.openTickets(onTopic: incident.topic, after: 0, limit: Self.mostExamples)
        examples[incident.number] = try reading.tickets(numbers: numbers)
      }
      return (stored, examples)
    }
    let live = Dictionary(context.snapshot.readings.open.map { ($0.topic, $0) }, uniquingKeysWith: { $1 })
    return .json { json in
      json.object {
        json.key("as_of").time(Int(context.now))
        json.key("incidents").array {
          for incident in stored.filter({ $0.endedAt == nil }) + stored.filter({ $0.endedAt != nil }) {
            let news = incident.endedAt == nil ? live[incident.topic] : nil
            write(incident, news, examples[incident.number] ?? [], to: json)
          }
        }
      }
    }
  }

  /// - Parameter news: the incident as it is now, which is stored only where what is said of it changes.
  private func write(
    _ incident: StoredIncident, _ news: Incident?, _ examples: [StoredTicket], to json: JSONWriter
  ) {
    json.object {
      json.key("incident").number(Int(incident.number))
      json.key("topic").string(incident.topic)
      json.key("state").string(incident.endedAt == nil ? "open" : "closed")
      json.key("started_at").time(Int(news?.startedAt ?? incident.startedAt))
      json.key("noticed_at").time(Int(incident.openedAt))
      if let endedAt = incident.endedAt { json.key("ended_at").time(Int(endedAt)) } else { json.key("ended_at").null() }
      json.key("tickets").number(news?.size ?? incident.size)
      json.key("expected_tickets").number(news?.expected ?? incident.expected, decimals: 1)
      json.key("probability").number(news?.probability ?? incident.probability, decimals: 4)
      json.key("peak_probability").number(news?.peakProbability ?? incident.peakProbability, decimals: 4)
      json.key("examples").array { for ticket in examples { json.string(ticket.id) } }
    }
  }
}
