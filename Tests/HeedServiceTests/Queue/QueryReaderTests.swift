import HTTPWire
import Testing

@testable import HeedService

@Suite("Parameters of a query")
struct QueryReaderTests {
  private func reader(_ query: String?) throws -> QueryReader {
    guard let query else { return try QueryReader(nil) }
    return try Array(query.utf8).withUnsafeBytes { try QueryReader($0) }
  }

  @Test("Names and values are decoded")
  func values() throws {
    let query = try reader("desk=a%26b+c%2B&&empty=&bare&k%C3%A4=%C3%BC=1")
    #expect(query["desk"] == "a&b c+" && query["empty"] == "" && query["bare"] == "" && query["kä"] == "ü=1")
    #expect(query["none"] == nil)
    #expect(try reader(nil)["desk"] == nil && reader("")["desk"] == nil)
  }

  @Test("Numbers have their range, choices their names")
  func typed() throws {
    #expect(try reader("limit=7").integer("limit", in: 1...10) == 7)
    #expect(try reader("").integer("limit", in: 1...10) == nil)
    for query in ["limit=0", "limit=11", "limit=x", "limit=", "limit=7.0", "limit=99999999999999999999"] {
      #expect(throws: RefusedBody.self, "\(query)") { try reader(query).integer("limit", in: 1...10) }
    }
    #expect(try reader("include=a").choice("include", of: ["a", "b"]) == "a")
    #expect(throws: RefusedBody.self) { try reader("include=c").choice("include", of: ["a", "b"]) }
  }

  @Test("What is there twice, not known or no text is refused")
  func refused() throws {
    #expect(throws: RefusedBody.self) { try reader("a=1&a=2") }
    #expect(throws: RefusedBody.self) { try reader("a=1&%61=1") }
    #expect(throws: RefusedBody.self) { try reader("a=1&b=2").refuseOthers(than: ["a"]) }
    #expect(throws: Never.self) { try reader("a=1&b=2").refuseOthers(than: ["a", "b", "c"]) }
    for query in ["a=%", "a=%zz", "%00=1", "a=%ff"] { #expect(throws: Refusal.self, "\(query)") { try reader(query) } }
  }
}
