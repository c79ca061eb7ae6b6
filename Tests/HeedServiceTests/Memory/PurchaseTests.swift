import Scoring
import Storage
import TestSupport
import Testing

@testable import HeedService

@Suite("Purchases that are reported one by one")
struct PurchaseTests {
  private static let path = "/customers/c-1/purchases"

  private static func purchase(_ id: String, day: Int, value: Double) -> String {
    #"{"id":"\#(id)","at":"2026-11-\#(day < 10 ? "0" : "")\#(day)T07:00:00Z","value":\#(value)}"#
  }

  @Test("make the history that value is predicted from, once each, in whatever order they come")
  func folding() throws {
    let purchases = [("p-1", 2, 40.0), ("p-2", 12, 60), ("p-3", 20, 100)]
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0], [1, 0, 2]] {
      let service = try QueueService()
      for index in order + order {
        let (id, day, value) = purchases[index]
        let answer = try service.send("POST", Self.path, Self.purchase(id, day: day, value: value))
        #expect([200, 201].contains(answer.status), "\(answer)")
      }
      let history = try service.json("GET", "/customers/c-1")["customer"]["purchases"]
      #expect(history["count"] == .number(3), "\(order)")
      #expect(
        history["first_days_ago"] == .number(20) && history["last_days_ago"] == .number(2), "\(order): \(history)")
      // The mean is that of the repeat purchases: all but the first.
      #expect(abs((history["average_value"].number ?? 0) - 80) < 1e-9, "\(order): \(history)")
      let all = try service.json("GET", "/customers/c-1?everything")["purchases"].array ?? []
      #expect(all.map { $0["id"].string } == ["p-1", "p-2", "p-3"])
    }
  }

  @Test("The first of an id is 201, and changes the customer; the same again is 200, and changes nothing")
  func idempotent() throws {
    let service = try QueueService()
    let body = Self.purchase("p-1", day: 2, value: 40)
    let first = try service.send("POST", Self.path, body)
    #expect(first.status == 201)
    let version = first["ETag"]
    for other in [body, Self.purchase("p-1", day: 9, value: 1)] {
      let again = try service.send("POST", Self.path, other)
      #expect(again.status == 200 && again["ETag"] == version)
    }
    // Without an id each is another.
    for _ in 1...2 { #expect(try service.send("POST", Self.path, #"{"value":3}"#).status == 201) }
    #expect(try service.json("GET", "/customers/c-1")["customer"]["purchases"]["count"] == .number(3))
  }

  @Test("go on from the history that was stored, and value follows")
  func value() throws {
    let service = try QueueService(agesPass: true)
    try service.put(
      "c-1", #"{"customer":{"purchases":{"count":2,"first_days_ago":300,"last_days_ago":200,"average_value":50}}}"#)
    let before = try service.scored(#""id":"c-1""#)
    service.time.pass(10 * 86_400)
    try service.json("POST", Self.path, #"{"id":"p-9","value":500}"#, status: 201)
    let history = try service.json("GET", "/customers/c-1")["customer"]["purchases"]
    #expect(history["count"] == .number(3))
    #expect(history["first_days_ago"] == .number(310) && history["last_days_ago"] == .number(0))
    #expect(history["average_value"] == .number(275))
    let after = try service.scored(#""id":"c-1""#)
    #expect((after.points["value"] ?? 0) > (before.points["value"] ?? 0) + 0.5)
  }

  @Test("What is wrong with one is said")
  func refused() throws {
    let service = try QueueService()
    for (body, pointer) in [
      ("{}", "/value"), (#"{"value":-1}"#, "/value"), (#"{"value":"3"}"#, "/value"), (#"{"value":3,"id":""}"#, "/id"),
      (#"{"value":3,"at":"yesterday"}"#, "/at"), (#"{"value":3,"at":"2026-11-23T07:00:00Z"}"#, "/at"), ("null", ""),
      ("[]", ""),
    ] {
      let problem = try service.json("POST", Self.path, body, status: 422)
      #expect(problem["errors"].array?.map { $0["pointer"] } == [.string(pointer)], "\(body): \(problem)")
    }
    try service.json("GET", "/customers/c-1", status: 404)
  }

  @Test("Any order of purchases folds into one history")
  func property() {
    var random = SeededGenerator()
    let now = Instant(secondsSince1970: 1e9)
    for _ in 0..<2000 {
      // Apart from each other, so that which is the first is no matter of rounding.
      let days = Array(1...Int.random(in: 2...12, using: &random)).map { Double($0 * 3) }.shuffled(using: &random)
      let purchases = days.map {
        StoredPurchase(id: nil, at: 1e9 - $0 * 86_400, value: Double.random(in: 0...1000, using: &random))
      }
      var history: Purchases?
      var first: StoredPurchase?
      for purchase in purchases {
        history = Purchases(history, and: purchase, knownFirst: first, now: now)
        if purchase.at < first?.at ?? .infinity { first = purchase }
      }
      let repeats = purchases.filter { $0.at != first?.at }.map(\.value)
      let mean = repeats.reduce(0, +) / Double(repeats.count)
      #expect(history?.count == purchases.count, "\(random)")
      #expect(abs((history?.firstDaysAgo ?? 0) - days.max()!) < 1e-6, "\(random)")
      #expect(abs((history?.lastDaysAgo ?? 0) - days.min()!) < 1e-6, "\(random)")
      #expect(abs((history?.averageValue ?? -1) - mean) < 1e-6, "\(random): \(days)")
    }
  }
}
