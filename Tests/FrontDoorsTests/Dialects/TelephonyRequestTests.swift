import Foundation
import FrontDoors
import Testing
import TestSupport

@Suite("Requests of telephone systems")
struct TelephonyRequestTests {
  @Test("What a dial plan sends becomes a request for a score")
  func whole() {
    let request = Self.request(
      "ticket=T-1&caller=%2B49%2030%201234567&customer=c-42&severity=High&topic=home-appliances&channel=chat&field=tier"
    )
    #expect(
      String(decoding: request.json, as: UTF8.self) == """
        {"ticket":{"id":"T-1","channel":"chat","severity":"high","topic":"home-appliances"},\
        "customer":{"id":"c-42","identity":"phone:+49301234567"}}
        """)
    #expect(request.field == .tier && request.warnings.isEmpty)
  }

  @Test("A request without anything is a call of nobody knows whom")
  func nothing() {
    let request = Self.request("severity=&ticket=&caller=&topic=%20&field=&Unknown=x")
    #expect(String(decoding: request.json, as: UTF8.self) == #"{"ticket":{"id":"call","channel":"phone"}}"#)
    #expect(request.field == .seconds && request.warnings.isEmpty)
  }

  @Test(
    "Callers are found in all the forms that telephone systems write",
    arguments: [
      ("%2B49301234567", "phone:+49301234567", "call-49301234567"),
      ("+49301234567", "phone:+49301234567", "call-49301234567"),
      ("0049%2030%20123-45.67", "phone:+49301234567", "call-49301234567"),
      ("030%20(123)%204567", "phone:0301234567", "call-0301234567"),
      ("%20030123", "phone:030123", "call-030123"),
      ("sip:%2B49301234567@pbx.example.com", "phone:+49301234567", "call-49301234567"),
      ("sip:%252B4930123@pbx:5060;user=phone", "phone:+4930123", "call-4930123"),
      ("SIPS:+4930123;ext=7@10.0.0.1", "phone:+4930123", "call-4930123"),
      ("+4930123@host", "phone:+4930123", "call-4930123"),
      ("tel:%2B49-30-123;phone-context=x", "phone:+4930123", "call-4930123"),
      ("%22Ann%20B%22%20%3Csip:4930123@h%3E;tag=1", "phone:4930123", "call-4930123"),
    ])
  func callers(caller: String, identity: String, ticket: String) {
    let request = Self.request("caller=\(caller)")
    #expect(request.identity == identity && request.ticket == ticket && request.warnings.isEmpty)
  }

  @Test(
    "Callers who withhold their number are no one",
    arguments: ["anonymous", "Anonymous", "sip:anonymous@anonymous.invalid", "sip:10.0.0.1", "<>", "Restricted", "%20"])
  func anonymous(caller: String) {
    let request = Self.request("caller=\(caller)")
    #expect(request.identity == nil && request.ticket == "call" && request.warnings.isEmpty)
  }

  @Test("A caller that is no number is left out, and said", arguments: ["sip:alice@example.com", "12", "+", "1+2345"])
  func otherCallers(caller: String) {
    let request = Self.request("caller=\(caller.replacing("+", with: "%2B"))&ticket=T-1")
    #expect(request.identity == nil && request.ticket == "T-1")
    #expect(request.warnings == ["caller is no telephone number, and was left out"])
  }

  @Test("What makes no sense is left out or cut, and said")
  func nonsense() {
    let long = String(repeating: "ä", count: 300)
    let request = Self.request("severity=awful&field=mood&customer=\(long)&topic=\(long)&ticket=T%00%0A1")
    #expect(request.severity == nil && request.field == .seconds && request.customer == nil)
    #expect(request.topic == String(repeating: "ä", count: 128) && request.ticket == "T1")
    #expect(
      request.warnings == [
        "customer is longer than 128 characters, and was left out",
        "severity is none of low, normal, high and critical, and was left out",
        "topic is cut at 128 characters",
        "field is none of seconds, score, tier, desk, wait, priority, rank; seconds is shown",
      ])
  }

  @Test("Warnings of the parameters come first, and all of them can stand in a header field")
  func warnings() {
    let request = Self.request("tier%0D%0A%C3%A4=1&tier%0D%0A%C3%A4=2&severity=x")
    #expect(
      request.warnings == [
        "tier??? is there twice; the first counts",
        "severity is none of low, normal, high and critical, and was left out",
      ])
  }

  @Test("Whatever comes, the request is one that is within the contract")
  func anything() throws {
    var generator = SeededGenerator()
    let names = ["ticket", "caller", "customer", "severity", "topic", "channel", "field", "x"]
    let pieces = [
      "+49", "\u{0}", "\u{85}", "sip:", "@", "<", ">", ";", "\"", "é", "🚨", " ", "12345", "high", "\u{2028}", "%41",
      ":",
    ]
    for _ in 0..<3000 {
      let parameters = (0..<Int.random(in: 0...9, using: &generator)).map { _ in
        let count = Int.random(in: 0...60, using: &generator)
        let value = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
        return (name: names.randomElement(using: &generator) ?? "", value: value)
      }
      let request = TelephonyRequest(parameters: parameters)
      let place: Comment = "\(generator.description): \(parameters)"
      #expect(throws: Never.self, place) { try JSONSerialization.jsonObject(with: Data(request.json)) }
      for text in [request.ticket, request.channel, request.customer, request.topic].compactMap({ $0 }) {
        #expect((1...128).contains(text.unicodeScalars.count), place)
        #expect(!text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }, place)
      }
      let isIdentity = request.identity?.wholeMatch(of: #/phone:\+?[0-9]{2,21}/#) != nil
      #expect(request.identity == nil || isIdentity, place)
    }
  }

  private static func request(_ query: String) -> TelephonyRequest {
    TelephonyRequest(parameters: FormParameters(bytes: query.utf8))
  }
}
