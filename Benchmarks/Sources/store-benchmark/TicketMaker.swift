import Foundation
import Queueing
import Storage

/// Makes tickets as a service would store them: ids without order, twelve lanes, bodies of a given size.
struct TicketMaker {
  private let request: [UInt8]
  private let decision: [UInt8]
  private let digest = [UInt8](repeating: 7, count: 32)
  private let lanes: [Lane]

  init(requestBytes: Int, decisionBytes: Int) {
    request = (0..<requestBytes).map { _ in UInt8.random(in: 32...126) }
    decision = (0..<decisionBytes).map { _ in UInt8.random(in: 32...126) }
    let tiers = [("critical", 300.0), ("urgent", 900), ("priority", 3600), ("standard", 14_400)]
    lanes = ["general", "social-care", "key-accounts"].flatMap { desk in
      tiers.map { Lane(desk: desk, tier: $0.0, promiseSeconds: $0.1) }
    }
  }

  func ticket(arrivedAt: Double) -> NewTicket {
    NewTicket(
      id: String(UInt64.random(in: 0...UInt64.max), radix: 36), lane: lanes.randomElement()!, arrivedAt: arrivedAt,
      headStartSeconds: Double.random(in: 0...300), score: Double.random(in: 0...100), request: request, known: nil,
      decision: decision, decisionID: (0..<16).map { _ in UInt8.random(in: 0...255) }, decidedAt: arrivedAt,
      subject: subject(), requestDigest: digest,
      forecast: StoredForecast(p50Seconds: 240, p90Seconds: 610, position: 7, basis: "queue"))
  }

  /// Three in four name one of 100,000 customers, all one of 200 topics, and one in twenty a story.
  private func subject() -> TicketSubject {
    TicketSubject(
      customer: Int.random(in: 0..<4) == 0 ? nil : "customer-\(Int.random(in: 0..<100_000))",
      topic: "topic-\(Int.random(in: 0..<200))",
      story: Int.random(in: 0..<20) == 0 ? "story-\(Int.random(in: 0..<50))" : nil, channel: "phone")
  }
}
