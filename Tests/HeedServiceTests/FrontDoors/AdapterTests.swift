import FrontDoors
import TestSupport
import Testing

@testable import HeedService

/// `POST /score?adapters=…`: the decision as ever, and behind it the same in the words of other systems.
@Suite("Decisions with adapters")
struct AdapterTests {
  /// Whom a request is about, and what is known of them.
  enum Whom: CaseIterable {
    case nobody, unstored, stored, cached

    var body: String {
      switch self {
      case .nobody: #"{"ticket":{"id":"T-1","severity":"high"}}"#
      case .unstored: #"{"ticket":{"id":"T-1"},"customer":{"id":"c-none"}}"#
      case .stored, .cached: #"{"ticket":{"id":"T-1"},"customer":{"identity":"email:ann@example.com"}}"#
      }
    }
  }

  private func service() throws -> QueueService {
    let service = try QueueService()
    try service.put(
      "c-42", #"{"customer":{"lifetime_value":1000000,"loyalty_level":"gold"},"identities":["email:ann@example.com"]}"#)
    return service
  }

  /// Asks with adapters, then without.
  private func both(_ whom: Whom, _ query: String, _ service: QueueService) throws -> (with: [UInt8], without: [UInt8])
  {
    if whom == .cached { try service.json("POST", "/score", whom.body) }
    let with = try service.send("POST", "/score?\(query)", whom.body)
    #expect(with.status == 200 && with.mediaType == "application/json", "\(with)")
    let operation = Contract.Operation(method: "POST", path: "/score")
    #expect(Contract.shared.findings(with, to: operation).isEmpty, "\(Contract.shared.findings(with, to: operation))")
    return (with.content, try service.send("POST", "/score", whom.body).content)
  }

  @Test("The decision is the same, byte for byte, whoever it is about", arguments: Whom.allCases)
  func decision(_ whom: Whom) throws {
    for query in ["adapters=all", "adapters=", "adapters=twilio,zendesk", "adapters=true"] {
      let service = try service()
      let (with, without) = try both(whom, query, service)
      #expect(with.starts(with: without.dropLast()), "\(query)")
      #expect(with.dropFirst(without.count - 1).starts(with: Array(#","adapters":{"seconds_ahead":"#.utf8)), "\(query)")
      let (tree, plain) = (try JSONTree(json: with), try JSONTree(json: without))
      #expect(tree.with(["adapters": nil]) == plain, "\(query)")
      let ahead = 14_400 - (plain["promise_seconds"].number ?? 0) + (plain["head_start_seconds"].number ?? 0)
      #expect(abs((tree["adapters"]["seconds_ahead"].number ?? -1) - ahead) <= 1, "\(tree)")
      if whom == .stored || whom == .cached { #expect(plain["score"].number ?? 0 > 28, "\(plain)") }
    }
  }

  @Test("All systems, or those that are named, in whichever case")
  func systems() throws {
    let service = try service()
    let known = Set(AdapterSystem.allCases.map(\.rawValue))
    let cases: [(String, Set<String>)] = [
      ("all", known), ("true", known), ("", known), ("zendesk", ["zendesk"]),
      ("Zendesk,freeswitch,%20amazon_connect", ["zendesk", "freeswitch", "amazon_connect"]),
      ("zammad,zammad", ["zammad"]),
    ]
    for whom in Whom.allCases {
      for (names, systems) in cases {
        let tree = try service.json("POST", "/score?adapters=\(names)", whom.body)
        let members = Set((tree["adapters"].object ?? [:]).keys)
        #expect(members == systems.union(["seconds_ahead", "badge"]), "\(names): \(tree)")
        #expect(tree["adapters"]["badge"].string == "/badges/T-1.svg")
      }
    }
    let adapters = try service.json("POST", "/score?adapters=all", Whom.nobody.body)["adapters"]
    #expect(adapters["zendesk"]["priority"].string == "high" && adapters["zammad"]["priority"].string == "3 high")
    #expect(adapters["freeswitch"]["cc_base_score"] == adapters["seconds_ahead"])
  }

  @Test("A system that nobody knows is refused, whoever it is about", arguments: Whom.allCases)
  func unknown(_ whom: Whom) throws {
    let service = try service()
    for names in ["hal", "zendesk,hal", "zendesk;freeswitch", "none"] {
      let problem = try service.json("POST", "/score?adapters=\(names)", whom.body, status: 422)
      #expect(problem["detail"].string?.contains("request_tracker") == true, "\(problem)")
    }
  }

  @Test("What is wrong with a request is told as without them")
  func wrong() throws {
    let service = try service()
    for body in ["{", "{}", #"{"ticket":{"id":"T","severity":"awful"}}"#] {
      let (with, without) = (
        try service.send("POST", "/score?adapters=all", body), try service.send("POST", "/score", body)
      )
      #expect(with.status == without.status && with.content == without.content && with.status >= 400, "\(with)")
    }
    for query in ["colour=red", "adapters=all&colour=red", "adapters=all&adapters=all", "Adapters=all"] {
      try service.json("POST", "/score?\(query)", Whom.nobody.body, status: 422)
    }
    #expect(try service.send("POST", "/score?adapters=%ff", Whom.nobody.body).status == 400)
    #expect(try service.send("POST", "/score?", Whom.nobody.body).status == 200)
  }
}
