import JSON
import Testing

@testable import HeedService

@Suite("What is played again")
struct ReplayInputTests {
  private static func lines(_ lines: [String]) -> [UInt8] { Array(lines.joined(separator: "\n").utf8) }

  @Test("Requests are put in order of time, those of one moment as they were")
  func order() {
    var input = ReplayInput()
    input.read(
      requests: Self.lines([
        #"{"ticket":{"id":"c","opened_at":"2026-11-22T08:00:00Z","topic":"t"},"customer":{"id":"x"}}"#,
        #"{"ticket":{"id":"b","opened_at":"2026-11-22T07:00:00Z","unresolved_contacts":0}}"#, "",
        #"{"ticket":{"id":"a","opened_at":"2026-11-22T07:00:00Z","unresolved_contacts":null}}"#,
      ]), name: "f")
    #expect(input.tickets.map(\.id) == ["b", "a", "c"] && input.complaints.isEmpty)
    #expect(input.tickets.map(\.tellsContacts) == [true, false, false])
    #expect(input.tickets[2].topic == "t" && input.tickets[2].customer == "x")
    #expect(input.tickets[2].at - input.tickets[0].at == 3600)
  }

  @Test("Fields are forgotten, the ticket's or another part's")
  func forgetting() throws {
    var input = ReplayInput()
    let line =
      #"{"ticket":{"id":"a","opened_at":"2026-11-22T07:00:00Z","unresolved_contacts":2,"topic":"t"},"#
      + #""social":{"consent":true,"accounts":[{"followers":5}]}}"#
    input.read(requests: Self.lines([line]), name: "f", forgetting: ["unresolved_contacts", "social.accounts"])
    let expected = #"{"ticket":{"id":"a","opened_at":"2026-11-22T07:00:00Z","topic":"t"},"social":{"consent":true}}"#
    let ticket = try #require(input.tickets.first)
    #expect(try JSONTree(json: ticket.body) == JSONTree(json: Array(expected.utf8)) && !ticket.tellsContacts)
  }

  @Test("What cannot be played is told by its line, and the rest is")
  func complaints() {
    var input = ReplayInput()
    let good = #"{"ticket":{"id":"a","opened_at":"2026-11-22T07:00:00Z"}}"#
    let bad = ["{", #"{"ticket":{"id":"b"}}"#, #"{"ticket":{"id":"c","opened_at":"yesterday"}}"#, "[]", "{}"]
    input.read(requests: Self.lines([good] + bad + [good]), name: "f")
    #expect(input.tickets.count == 2 && input.refused == bad.count)
    for (index, complaint) in input.complaints.enumerated() {
      #expect(complaint.hasPrefix("f, line \(index + 2): "))
    }
    var many = ReplayInput()
    many.read(requests: Self.lines(Array(repeating: "{", count: 50)), name: "f")
    #expect(many.refused == 50 && many.complaints.count == 10)
  }

  @Test("Posts and shares are told apart, and a share's body is one that the route takes")
  func stories() throws {
    var input = ReplayInput()
    input.read(
      stories: Self.lines([
        #"{"story":"s","at":"2026-11-22T07:05:00Z","sharer":"twitter:ann"}"#,
        #"{"id":"s","posted_at":"2026-11-22T07:00:00Z"}"#, #"{"story":"s"}"#, #"{"id":"s"}"#,
      ]), name: "f")
    #expect(input.stories.map(\.story) == [nil, "s"] && input.refused == 2)
    #expect(try JSONTree(json: try #require(input.stories.last).body).object?.keys.sorted() == ["at", "sharer"])
  }
}
