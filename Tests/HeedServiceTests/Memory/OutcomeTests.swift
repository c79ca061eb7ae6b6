import TestSupport
import Testing

@testable import HeedService

@Suite("Outcomes, conduct and what is reported of them")
struct OutcomeTests {
  private func enqueue(
    _ id: String, _ service: QueueService, customer: String = #""id":"c-1""#, social: String = "{}"
  ) throws {
    try service.json(
      "POST", "/queue",
      #"{"ticket":{"id":"\#(id)","topic":"billing"},"customer":{\#(customer)},"social":\#(social)}"#, status: 201)
  }

  private func outcome(_ id: String, _ body: String, _ service: QueueService) throws -> JSONTree {
    try service.json("POST", "/tickets/\(id)/outcome", body)
  }

  @Test("A claim counts once in the conduct, however often it is said, and another way where that is taken back")
  func once() throws {
    let service = try QueueService()
    try service.put("c-1", #"{"customer":{"conduct":{"founded_claims":2,"unfounded_claims":1}}}"#)
    try enqueue("T-1", service)
    func conduct() throws -> [Double?] {
      let conduct = try service.json("GET", "/customers/c-1")["customer"]["conduct"]
      return [conduct["founded_claims"].number, conduct["unfounded_claims"].number]
    }
    for (claim, expected) in [
      ("founded", [3.0, 1]), ("founded", [3, 1]), ("unfounded", [2, 2]), ("none", [2, 1]), ("founded", [3, 1]),
    ] {
      let told = try outcome("T-1", #"{"claim":"\#(claim)"}"#, service)
      #expect(told["outcome"]["claim"] == .string(claim) && told["customer"] == .string("c-1"))
      #expect(told["conduct"]["founded_claims"].number == expected[0], "\(told)")
      #expect(try conduct() == expected, "\(claim)")
    }
  }

  @Test("Conduct changes what social signals count for, from the next score on")
  func gate() throws {
    let service = try QueueService()
    try service.put(
      "c-1",
      #"{"social":{"consent":true,"accounts":[{"network":"x","handle":"a","followers":90000,"engagers_90d":9000}]}}"#)
    let before = try service.scored(#""id":"c-1""#)
    for index in 1...5 {
      try enqueue("T-\(index)", service)
      _ = try outcome("T-\(index)", #"{"claim":"unfounded","resolved":true}"#, service)
    }
    let after = try service.scored(#""id":"c-1""#)
    #expect((after.points["influence"] ?? 9) < (before.points["influence"] ?? 0) * 0.9)
    #expect(after.points["value"] == before.points["value"] && after.flags.contains("conduct-gated"))
    _ = try outcome("T-1", #"{"claim":"unfounded","abuse":true,"resolved":true}"#, service)
    #expect(try service.scored(#""id":"c-1""#).flags.contains("abuse"))
    _ = try outcome("T-1", #"{"claim":"unfounded","abuse":false,"resolved":true}"#, service)
    #expect(try !service.scored(#""id":"c-1""#).flags.contains("abuse"))
  }

  @Test("A contact on the same topic counts as long as its matter is not settled, and not for itself")
  func repeats() throws {
    let service = try QueueService(agesPass: true)
    let ticket = #""id":"new","topic":"billing""#
    func repeats() throws -> Double {
      try service.scored(#""id":"c-1""#, ticket: ticket).points["repeat_contact"] ?? -1
    }
    #expect(try repeats() == 0)
    for (index, points) in [(1, 2.0), (2, 4), (3, 6)] {
      try enqueue("T-\(index)", service)
      #expect(try repeats() == points)
      let own = try service.json("GET", "/queue/T-\(index)")["decision"].points["repeat_contact"]
      #expect(own == points - 2, "its own contact is none before it")
      service.time.pass(60)
    }
    #expect(try service.scored(#""id":"c-1""#, ticket: #""id":"n","topic":"other""#).points["repeat_contact"] == 0)
    #expect(try service.scored(#""id":"c-2""#, ticket: ticket).points["repeat_contact"] == 0)
    let told = try service.scored(#""id":"c-1""#, ticket: ticket + #","unresolved_contacts":0"#)
    #expect(told.points["repeat_contact"] == 0, "what the request says wins")
    _ = try outcome("T-1", #"{"resolved":true}"#, service)
    #expect(try repeats() == 4)
    try service.json("DELETE", "/queue/T-2", status: 204)
    #expect(try repeats() == 4, "whoever gives up has settled nothing")
    service.time.pass(15 * 86_400)
    #expect(try repeats() == 0, "that was another matter")
  }

  @Test("An outcome that nobody can make sense of is refused, and a ticket that nobody knows")
  func refused() throws {
    let service = try QueueService()
    try enqueue("T-1", service)
    for (body, pointers) in [
      (#"{"claim":"maybe"}"#, ["/claim"]), (#"{"claim":true}"#, ["/claim"]),
      (#"{"satisfaction":1.1}"#, ["/satisfaction"]),
      (#"{"sentiment_after":-2,"resolved":"yes"}"#, ["/sentiment_after", "/resolved"]), ("null", [""]), ("[]", [""]),
      (#"{"company_fault":1,"abuse":0}"#, ["/company_fault", "/abuse"]),
    ] {
      let problem = try service.json("POST", "/tickets/T-1/outcome", body, status: 422)
      #expect(problem["errors"].array?.compactMap { $0["pointer"].string }.sorted() == pointers.sorted(), "\(body)")
    }
    try service.json("POST", "/tickets/T-9/outcome", #"{"resolved":true}"#, status: 404)
  }

  @Test("The report counts each contact once; those loud and those quiet add up")
  func report() throws {
    let service = try QueueService()
    try service.put(
      "loud",
      #"{"social":{"consent":true,"accounts":[{"network":"x","handle":"a","followers":900000,"engagers_90d":90000,"#
        + #""topics":{"home-appliances":1}}]}}"#)
    let outcomes = [
      ("L-1", "loud", #"{"claim":"founded","resolved":true,"satisfaction":0.9,"sentiment_after":0.8}"#),
      ("L-2", "loud", #"{"claim":"unfounded","resolved":false,"satisfaction":0.1,"sentiment_after":-0.5}"#),
      (
        "Q-1", "quiet",
        #"{"claim":"founded","company_fault":true,"resolved":true,"satisfaction":0.5,"sentiment_after":0.9}"#
      ),
      ("Q-2", "quiet", #"{"resolved":true}"#), ("Q-3", "quiet", ""),
    ]
    for (id, customer, body) in outcomes {
      try enqueue(id, service, customer: #""id":"\#(customer)""#)
      if !body.isEmpty { for _ in 1...2 { _ = try outcome(id, body, service) } }
    }
    let report = try service.json("GET", "/reports/outcomes")
    func figures(_ group: String) -> [Double] {
      [
        "contacts", "with_outcome", "claims_founded", "claims_unfounded", "company_faults", "settled", "unsettled",
        "advocates",
      ]
      .map { report[group][$0].number ?? -1 }
    }
    #expect(figures("loud") == [2, 2, 1, 1, 0, 1, 1, 1], "\(report)")
    #expect(figures("quiet") == [3, 2, 1, 0, 1, 2, 0, 0])
    #expect(figures("all") == zip(figures("loud"), figures("quiet")).map { $0 + $1 })
    #expect(report["all"]["settled_share"] == .number(0.75) && report["loud"]["advocate_share"] == .number(0.5))
    #expect(report["all"]["mean_satisfaction"] == .number(0.5))
    #expect(report["topics"].array?.map { $0["topic"] } == [.string("billing")])
    #expect(report["topics"].array?.first?["figures"] == report["all"])
    for query in ["days=0", "days=x", "since=1"] { try service.json("GET", "/reports/outcomes?\(query)", status: 422) }
  }
}
