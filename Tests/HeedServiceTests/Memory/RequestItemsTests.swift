import JSON
import TestSupport
import Testing

@testable import HeedService

@Suite("Items of a body")
struct RequestItemsTests {
  private func items(_ body: String, isLines: Bool = false) throws -> (values: [JSONTree], pointers: [String]) {
    let padded = Array(body.utf8).withUnsafeBytes { BulkScoring.padded($0) }
    return try RequestItems.read(padded, isLines: isLines) { items in
      (
        items.values.map { value in
          let json = JSONWriter()
          json.value(value)
          return (try? JSONTree(json: [UInt8](json.bytes))) ?? .null
        }, items.values.indices.map(items.pointer)
      )
    }
  }

  @Test("One value, an array, and one a line")
  func forms() throws {
    #expect(try items(#"{"a":1}"#) == ([.object(["a": .number(1)])], [""]))
    #expect(try items("[1,[2]]") == ([.number(1), .array([.number(2)])], ["/0", "/1"]))
    #expect(try items("[]") == ([], []))
    #expect(
      try items("1\n\n  [2] \r\n3", isLines: true) == (
        [.number(1), .array([.number(2)]), .number(3)], ["/0", "/1", "/2"]
      ))
    #expect(try items("", isLines: true) == ([], []))
  }

  @Test(
    "What is no JSON is refused, and a line with two values",
    arguments: [
      ("{", false), ("1,2", false), ("{}\n{", true), ("1,2", true), ("[1\n2]", true), ("1\n,", true), ("", false),
    ])
  func refused(_ body: String, _ isLines: Bool) {
    #expect(throws: (any Error).self) { try items(body, isLines: isLines) }
  }

  @Test("There are not too many")
  func most() throws {
    let many = Array(repeating: "0", count: RequestItems.most)
    #expect(try items("[\(many.joined(separator: ","))]").values.count == RequestItems.most)
    #expect(try items(many.joined(separator: "\n"), isLines: true).values.count == RequestItems.most)
    for (body, isLines) in [
      ("[0,\(many.joined(separator: ","))]", false), ("0\n\(many.joined(separator: "\n"))", true),
    ] {
      do {
        _ = try items(body, isLines: isLines)
        Issue.record("too many are taken")
      } catch let refused as RefusedBody {
        #expect(refused.problem.status == 413)
      }
    }
  }
}
