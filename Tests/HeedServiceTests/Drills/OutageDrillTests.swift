import JSON
import TestSupport
import Testing

@testable import HeedService

/// A sweep of a thousand accounts reports zero followers for all of them, as happened once. A second service, of the same
/// customers and tickets, to which it does not happen, says what everything should be.
@Suite("An outage drill")
struct OutageDrillTests {
  private static let customers = 1000
  private static let waiting = 200
  private static let window = 600.0

  /// A generated customer's account.
  private struct Person {
    let id: String
    let followers: Int
    /// The other facts, JSON members.
    let facts: String
    let severity: String
    let observedAt: Double

    init(_ number: Int, observed: ClosedRange<Double>, _ random: inout SeededGenerator) {
      id = "c-\(number)"
      followers = number % 31 == 0 ? 0 : Int(random.logUniform(1...1_000_000))
      let engagers = Bool.random(using: &random) ? #","engagers_90d":\#(Int(random.logUniform(1...10_000)))"# : ""
      facts =
        #""following":\#(Int(random.logUniform(1...2000))),"posts":\#(Int(random.logUniform(1...20_000))),"#
        + #""listed":\#(Int.random(in: 0...50, using: &random)),"age_days":\#(Int.random(in: 10...3000, using: &random)),"#
        + #""topics":{"home-appliances":\#(Double(Int.random(in: 1...9, using: &random)) / 10)}\#(engagers)"#
      severity = ["low", "normal", "high"].randomElement(using: &random) ?? "normal"
      observedAt = RunningService.time - Double.random(in: observed, using: &random)
    }

    /// An observation of the account.
    func account(followers: Int, at time: Double) -> String {
      #"{"network":"twitter","handle":"\#(id)","followers":\#(followers),\#(facts),"#
        + #""observed_at":"\#(RFC3339.string(Int(time)) ?? "")"}"#
    }

    var profile: String {
      #"{"social":{"consent":true,"accounts":[\#(account(followers: followers, at: observedAt))]}}"#
    }

    var ticket: String {
      #"{"ticket":{"id":"T-\#(id)","severity":"\#(severity)"},"customer":{"id":"\#(id)"}}"#
    }
  }

  @Test(
    "No ticket's score or place changes, whatever is scored meanwhile and afterwards, and it is said",
    arguments: [600.0...7200, 90_000...400_000])
  func drill(_ observed: ClosedRange<Double>) async throws {
    var random = SeededGenerator()
    let people = (0..<Self.customers).map { Person($0, observed: observed, &random) }
    let (drilled, spared) = try (QueueService(agesPass: true), QueueService(agesPass: true))
    for service in [drilled, spared] { try Self.fill(service, people) }
    try Self.expectSame(drilled, spared, people.prefix(Self.waiting), "before: \(random)")
    #expect(try drilled.metric("heed_follower_outage") == 0 && drilled.metric("heed_follower_outages_total") == 0)

    // Twice, as it lasts: what was stored the first time is no better than what comes the second time.
    for round in 1...2 {
      Self.pass(300, drilled, spared)
      try Self.sweep(drilled, people) { _ in 0 }
      // The sweep has those scored again whom it concerns; so has whoever changes a ticket.
      if round == 1 { continue }
      for person in people.prefix(Self.waiting) { try Self.rescore(person, drilled, spared) }
      try Self.expectSame(drilled, spared, people.prefix(Self.waiting), "during: \(random)")
    }
    #expect(try drilled.metric("heed_follower_outage") == 1 && drilled.metric("heed_follower_outages_total") == 1)
    #expect(try spared.metric("heed_follower_outage") == 0)
    #expect(try drilled.json("GET", "/health")["memory"]["follower_outage"] == .bool(true))
    #expect(try Self.flagged(drilled) == Self.waiting && Self.flagged(spared) == 0, "\(random)")
    // New tickets find their places, too.
    for person in people[Self.waiting..<Self.waiting + 50] { try Self.enqueue(person, drilled, spared) }
    let all = people.prefix(Self.waiting + 50)
    try Self.expectSame(drilled, spared, all, "new tickets: \(random)")

    // It is over, the service was started anew, and nobody has observed the accounts again yet.
    Self.pass(2 * Self.window + 100_000, drilled, spared)
    try await drilled.restart()
    for person in all { try Self.rescore(person, drilled, spared) }
    try Self.expectSame(drilled, spared, all, "afterwards: \(random)")
    #expect(try drilled.metric("heed_follower_outage") == 0 && Self.flagged(drilled) == all.count, "\(random)")

    // The true counts come, in both, and restore everything.
    for service in [drilled, spared] { try Self.sweep(service, people, \.followers) }
    for person in all { try Self.rescore(person, drilled, spared) }
    try Self.expectSame(drilled, spared, all, "restored: \(random)")
    #expect(try Self.flagged(drilled) == 0, "\(random)")
  }
}

// What is done to the services.
extension OutageDrillTests {
  private static func fill(_ service: QueueService, _ people: [Person]) throws {
    let client = service.running.client
    for person in people {
      let answer = client.request(
        "PUT", "/customers/\(person.id)", fields: [("Content-Type", "application/json")],
        body: Array(person.profile.utf8))
      #expect(answer?.status == 201, "\(String(describing: answer))")
    }
    for person in people.prefix(waiting) {
      service.time.pass(1)
      try service.json("POST", "/queue", person.ticket, status: 201)
    }
  }

  private static func pass(_ seconds: Double, _ services: QueueService...) {
    for service in services {
      service.time.pass(seconds)
      service.queue.keepUp()
    }
  }

  /// Tells a service all accounts at once, and waits until the tickets are scored again that it concerns.
  private static func sweep(_ service: QueueService, _ people: [Person], _ followers: (Person) -> Int) throws {
    let now = service.time.now
    let items = people.map { person in
      let account = person.account(followers: followers(person), at: now)
      return #"{"customer":"\#(person.id)","# + account.dropFirst()
    }
    let answer = try service.json("POST", "/accounts", "[\(items.joined(separator: ","))]")
    #expect(answer["accepted"] == .number(Double(people.count)), "\(answer)")
    service.queue.keepUp()
  }

  private static func rescore(_ person: Person, _ services: QueueService...) throws {
    for service in services { try service.json("PATCH", "/queue/T-\(person.id)", #"{"ticket":{"channel":"chat"}}"#) }
  }

  private static func enqueue(_ person: Person, _ services: QueueService...) throws {
    for service in services {
      service.time.pass(1)
      try service.json("POST", "/queue", person.ticket, status: 201)
    }
  }
}

// What is seen of them.
extension OutageDrillTests {
  private static func tickets(_ service: QueueService) throws -> [JSONTree] {
    try service.json("GET", "/queue?limit=1000&include=decision")["tickets"].array ?? []
  }

  /// Tickets whose decision says that follower counts are out.
  private static func flagged(_ service: QueueService) throws -> Int {
    try tickets(service).count { $0["decision"].flags.contains("followers-outage") }
  }

  private static func expectSame(
    _ drilled: QueueService, _ spared: QueueService, _ people: some Collection<Person>, _ message: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let (mine, theirs) = try (tickets(drilled), tickets(spared))
    #expect(mine.count == people.count && theirs.count == people.count, "\(message)", sourceLocation: sourceLocation)
    let isSameOrder = mine.map { $0["ticket"] } == theirs.map { $0["ticket"] }
    #expect(isSameOrder, "\(message)", sourceLocation: sourceLocation)
    let differing = zip(mine, theirs).filter { mine, theirs in
      mine["score"] != theirs["score"] || mine["tier"] != theirs["tier"] || mine["desk"] != theirs["desk"]
        || mine["decision"].points != theirs["decision"].points
    }
    #expect(differing.isEmpty, "\(message): \(differing.prefix(2))", sourceLocation: sourceLocation)
  }
}
