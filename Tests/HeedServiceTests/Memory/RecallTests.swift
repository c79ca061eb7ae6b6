import TestSupport
import Testing

@testable import HeedService

@Suite("What is stored beside what is asked")
struct RecallTests {
  private static let stored =
    #"{"customer":{"lifetime_value":900,"tenure_days":2000,"loyalty_level":"gold","#
    + #""conduct":{"founded_claims":1,"unfounded_claims":9}},"#
    + #""social":{"consent":true,"declared":{"followers":200000,"by":"ada"},"#
    + #""accounts":[{"network":"twitter","handle":"ann","followers":5000,"engagers_90d":400}]}}"#

  @Test(
    "Members of the request win, each by itself; of the ways to tell a value the one that is given",
    arguments: [
      (#""lifetime_value":5"#, "{}"), (#""purchases":{"count":1,"first_days_ago":9}"#, "{}"),
      (#""subscription":{"margin_per_year":500,"retention":0.9}"#, "{}"), (#""tenure_days":1"#, "{}"),
      (#""loyalty_level":"none""#, "{}"), (#""conduct":{"unfounded_claims":0}"#, "{}"),
      (#""conduct":{"abuse":true}"#, "{}"), (#""conduct":{"company_fault":true}"#, "{}"), ("", #"{"consent":false}"#),
      ("", #"{"declared":{"followers":3}}"#), ("", #"{"accounts":[{"network":"twitter","followers":9}]}"#),
      ("", #"{"accounts":[]}"#), (#""lifetime_value":null"#, "{}"), ("", "null"),
    ])
  func precedence(_ customer: String, _ social: String) throws {
    let service = try QueueService()
    try service.put("c-1", Self.stored)
    let found = try service.scored(
      [#""id":"c-1""#, customer].filter { !$0.isEmpty }.joined(separator: ","), social: social)
    let profile = try JSONTree(json: Array(Self.stored.utf8))
    let given = try JSONTree(json: Array("{\(customer)}".utf8))
    var whole = profile["customer"]
    if ["lifetime_value", "purchases", "subscription"].contains(where: { given[$0] != .null }) {
      whole = whole.with(["lifetime_value": nil])
    }
    for (key, value) in given.object ?? [:] where value != .null {
      whole = whole.with([key: key == "conduct" ? whole[key].with((value.object ?? [:]).mapValues { $0 }) : value])
    }
    let told = try JSONTree(json: Array(social.utf8)).object ?? [:]
    // An account that was stored has been observed at a time.
    let accounts = profile["social"]["accounts"].array!.map {
      $0.with(["observed_at": .string("2026-11-22T07:00:00Z")])
    }
    let signals = profile["social"].with(["accounts": .array(accounts)])
      .with(told.filter { $0.value != .array([]) }.mapValues { $0 })
    let expected = try service.json(
      "POST", "/score", #"{"ticket":{"id":"T"},"customer":\#(whole),"social":\#(signals)}"#)
    #expect(found.outcome == expected.outcome, "\(customer) \(social)")
  }

  @Test("Who is unknown is scored from the request, by id and by identity")
  func unknown() throws {
    let service = try QueueService()
    let expected = try service.json("POST", "/score", #"{"ticket":{"id":"T"}}"#).outcome
    for name in [#""id":"nobody""#, #""identity":"phone:110""#] {
      for _ in 1...2 { #expect(try service.scored(name).outcome == expected) }
    }
  }

  @Test("The id wins over an identity that is another's")
  func idFirst() throws {
    let service = try QueueService()
    try service.put("rich", #"{"customer":{"lifetime_value":100000}}"#)
    try service.put("poor", #"{"customer":{"lifetime_value":1},"identities":["phone:123"]}"#)
    let rich = try service.scored(#""id":"rich","identity":"phone:123""#)
    #expect(rich.points["value"] == (try service.scored(#""id":"rich""#)).points["value"])
    #expect((rich.points["value"] ?? 0) > 11)
  }

  @Test("Tenure and the days since purchases go on while nobody says anything of the customer")
  func ages() throws {
    let service = try QueueService(agesPass: true)
    let days = 30.0
    try service.put(
      "c-1",
      #"{"customer":{"tenure_days":100,"purchases":{"count":4,"first_days_ago":90,"last_days_ago":5,"#
        + #""average_value":80}}}"#)
    service.time.pass(days * 86_400)
    let found = try service.scored(#""id":"c-1""#)
    let expected = try service.scored(
      #""tenure_days":130,"purchases":{"count":4,"first_days_ago":120,"last_days_ago":35,"average_value":80},"#
        + #""observed_at":"2026-11-22T07:00:00Z""#)
    #expect(found.outcome == expected.outcome)
    #expect(found.factor("loyalty")["age_seconds"] == .number(days * 86_400))
    // What is told anew is as of now, and the rest with it.
    let changed = try service.json("PATCH", "/customers/c-1", #"{"customer":{"loyalty_level":"gold"}}"#)
    #expect(changed["customer"]["tenure_days"] == .number(130))
    #expect(changed["customer"]["purchases"]["last_days_ago"] == .number(35))
    #expect(changed["as_of"] == .string("2026-12-22T07:00:00Z"))
  }

  @Test("A store that cannot be opened stops no score: it says that the customer was not read")
  func withoutStore() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("no folder", to: "data")
    let running = try RunningService { $0.data = file }
    for body in [
      #"{"ticket":{"id":"T"},"customer":{"id":"c-1","tenure_days":9}}"#,
      #"{"ticket":{"id":"T"},"customer":{"identity":"phone:110"}}"#,
    ] {
      let answer = try #require(running.client.post("/score", Array(body.utf8)))
      #expect(answer.status == 200)
      #expect(try JSONTree(json: answer.content).flags.contains("customer-unread"))
      let batch = try #require(running.client.post("/score/batch", Array("[\(body)]".utf8)))
      #expect(batch.status == 200 && batch.body.contains("customer-unread"))
      let waiting = try #require(running.client.post("/queue", Array(body.utf8)))
      #expect(waiting.status == 503, "what cannot be stored cannot wait")
    }
    let anonymous = try #require(running.client.post("/score", Array(#"{"ticket":{"id":"T"}}"#.utf8)))
    #expect(anonymous.status == 200 && !anonymous.body.contains("customer-unread"))
  }
}
