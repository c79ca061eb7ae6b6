import Foundation
import Scoring
import TestSupport

@testable import HeedService
import JSON

/// The decisions on the requests of a sample, by ticket.
struct Decisions {
  private var byTicket: [String: Decision] = [:]

  init(sample name: String, _ change: (inout PolicySettings) -> Void) throws {
    let file = try PolicyFile(path: Repository.defaultPolicy).load()
    var settings = file.policy.settings
    change(&settings)
    let loaded = LoadedPolicy(settings, values: file.values, hash: ContentHash())
    let parser = JSONParser()
    let scorer = Scorer()
    let bytes = try Repository.bytes("config/samples/\(name).json")
    let root = try parser.parse(copying: bytes)
    for value in root.array.map(Array.init) ?? [root] {
      let openedAt = value["ticket"]?["opened_at"]?.text.flatMap(RFC3339.seconds) ?? 1_795_330_800
      let now = Instant(secondsSince1970: openedAt)
      let outcome = scorer.score(value, id: DecisionID(request: .init(start: nil, count: 0), seed: 0), loaded, now: now)
      { scored in
        byTicket[String(scored.ticket)] = scored.decision
      }
      if case .refused = outcome { throw CocoaError(.coderInvalidValue) }
    }
  }

  subscript(ticket: String) -> Decision { byTicket[ticket]! }
}
