import JSON
import Scoring
import Storage
import TestSupport
import Testing

@testable import HeedService

@Suite("Customers in one piece")
struct CustomerDocumentTests {
  private func document(_ text: String) throws -> CustomerDocument {
    let parser = JSONParser()
    return try withExtendedLifetime(parser) {
      try CustomerDecoder().document(try parser.parse(copying: Array(text.utf8)))
    }
  }

  /// A customer as it is shown.
  private func text(_ document: CustomerDocument) throws -> JSONTree {
    let json = JSONWriter()
    json.object { document.writeMembers(to: json) }
    return try JSONTree(json: [UInt8](json.bytes))
  }

  private static let all =
    #"{"customer":{"lifetime_value":5,"tenure_days":10,"loyalty_level":"gold","conduct":{"founded_claims":1,"#
    + #""unfounded_claims":2,"abuse":true,"company_fault":true},"observed_at":"2026-11-22T06:00:00Z"},"#
    + #""social":{"consent":true,"declared":{"followers":5,"by":"ada","at":"2026-11-22T06:00:00Z"},"accounts":["#
    + #"{"network":"x","handle":"a","source":"crm","followers":1,"following":2,"posts":3,"listed":4,"age_days":5,"#
    + #""has_url":true,"has_bio":false,"engagers_90d":6,"topics":{"t":0.5},"provider":{"value":1,"scale":2},"#
    + #""previous":{"followers":1,"observed_at":"2026-11-21T06:00:00Z"},"observed_at":"2026-11-22T06:00:00Z"}]},"#
    + #""identities":["phone:123","email:a@b"]}"#

  @Test("What is shown is what was told, and reads the same again")
  func roundTrip() throws {
    let told = try document(Self.all)
    #expect(try text(told) == JSONTree(json: Array(Self.all.utf8)))
    #expect(try text(document(text(told).text)) == text(told))
    #expect(told.allIdentities.map(\.text) == ["phone:123", "email:a@b", "x:a"])
  }

  @Test(
    "What is told takes the place of what is known, and the rest stays",
    arguments: [
      ("{}", #"{"customer":{"observed_at":null}}"#),
      (#"{"customer":{"tenure_days":99}}"#, #"{"customer":{"tenure_days":99,"observed_at":null}}"#),
      (
        #"{"customer":{"subscription":{"margin_per_year":1,"retention":0.5}}}"#,
        #"{"customer":{"lifetime_value":null,"subscription":{"margin_per_year":1,"retention":0.5},"observed_at":null}}"#
      ),
      (
        #"{"customer":{"conduct":{"founded_claims":0,"abuse":false}}}"#,
        #"{"customer":{"conduct":{"founded_claims":0,"abuse":null},"observed_at":null}}"#
      ),
      (#"{"social":{"consent":false}}"#, #"{"customer":{"observed_at":null},"social":{"consent":false}}"#),
      (
        #"{"social":{"declared":{"followers":9}}}"#,
        #"{"customer":{"observed_at":null},"social":{"declared":{"followers":9,"by":null,"at":null}}}"#
      ),
      (
        #"{"identities":["phone:999","phone:123"]}"#,
        #"{"customer":{"observed_at":null},"identities":["phone:123","email:a@b","phone:999"]}"#
      ),
    ])
  func merge(_ news: String, _ difference: String) throws {
    var merged = try document(Self.all)
    merged.merge(try document(news))
    // A merge patch of what is shown says in JSON what the merge is to do.
    let expected = JSONWriter()
    let (parser, other) = (JSONParser(), JSONParser())
    expected.merge(
      try parser.parse(copying: Array(difference.utf8)), into: try other.parse(copying: Array(Self.all.utf8)))
    #expect(try text(merged) == JSONTree(json: [UInt8](expected.bytes)))
  }

  @Test("An account takes the place of the one of the same network and handle")
  func accounts() throws {
    var merged = try document(Self.all)
    merged.merge(
      try document(
        #"{"social":{"accounts":[{"network":"X","handle":"@A","followers":7},{"network":"y","handle":"a"}]}}"#))
    #expect(merged.accounts.map { $0.account.network } == ["x", "y"])
    #expect(merged.accounts.map { $0.account.followers } == [7, nil])
  }

  @Test("Days go on, and never back")
  func ages() throws {
    var later = try document(
      #"{"customer":{"tenure_days":10,"purchases":{"count":2,"first_days_ago":9,"last_days_ago":1}}}"#)
    later.age(bySeconds: 86_400 * 1.5)
    #expect(later.customer.tenureDays == 11.5)
    #expect(later.customer.purchases?.firstDaysAgo == 10.5 && later.customer.purchases?.lastDaysAgo == 2.5)
    later.age(bySeconds: -86_400)
    #expect(later.customer.tenureDays == 11.5)
  }

  @Test(
    "What is wrong is refused with its place",
    arguments: [
      ("7", ""), ("null", ""), (#"{"customer":{"tenure_days":"x"}}"#, "/customer/tenure_days"),
      (#"{"social":{"accounts":[{"followers":-1}]}}"#, "/social/accounts/0/followers"),
      (#"{"social":{"accounts":[{"network":"x","handle":"@"}]}}"#, "/social/accounts/0/handle"),
      (#"{"social":{"accounts":[{"network":"x"},{"network":"X"}]}}"#, "/social/accounts/1"),
      (#"{"identities":"phone:1"}"#, "/identities"), (#"{"identities":["phone:123",7]}"#, "/identities/1"),
      (#"{"identities":["phone:x"]}"#, "/identities/0"),
    ])
  func refused(_ text: String, _ pointer: String) throws {
    do {
      _ = try document(text)
      Issue.record("\(text) is taken")
    } catch let refused as RefusedBody {
      #expect(refused.problem.errors.map(\.pointer) == [pointer])
    }
  }

  @Test("There are not too many identities")
  func mostIdentities() throws {
    func body(_ count: Int) -> String {
      let list = (0..<count).map { #""phone:\#(1000 + $0)""# }.joined(separator: ",")
      return #"{"identities":[\#(list)]}"#
    }
    #expect(try document(body(50)).identities.count == 50)
    #expect(throws: RefusedBody.self) { try document(body(51)) }
  }
}
