import Testing

@testable import HeedService

@Suite("Entity tags of tickets")
struct TicketTagTests {
  @Test("A tag is the version, with a mark where there is one")
  func text() {
    #expect(TicketTag(version: 3).text == "\"3\"")
    #expect(TicketTag(version: 3, mark: 35).text == "\"3-z\"")
  }

  @Test(
    "If-Match goes by the version",
    arguments: [
      ("\"3\"", true), ("\"3-z\"", true), ("W/\"3\"", true), ("*", true), (" \"1\" ,\t\"3-q\" ", true),
      ("\"1\",*", true),
      ("", false), ("3", false), ("\"\"", false), ("\"", false), ("\"33\"", false), ("\"-3\"", false), ("\"3", false),
      ("\"1\", \"2\"", false), ("'3'", false), (",", false), ("w/\"3\"", false),
    ])
  func matches(_ field: String, _ matches: Bool) {
    #expect(TicketTag.matches(field, version: 3) == matches)
  }

  @Test(
    "If-None-Match goes by all of it",
    arguments: [
      ("\"3-z\"", true), ("W/\"3-z\"", true), ("*", true), ("\"1\", \"3-z\"", true), ("\"3\"", false),
      ("\"3-q\"", false),
      ("x\"3-z\"", false), ("", false),
    ])
  func isNamed(_ field: String, _ isNamed: Bool) {
    #expect(TicketTag(version: 3, mark: 35).isNamed(in: field) == isNamed)
  }
}
