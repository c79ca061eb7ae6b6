import Foundation
import Logging
import TestSupport
import Testing

/// What a careless or hostile client sends: the right status, a problem that names the field, and nothing else happens.
@Suite("Bad input", .serialized)
struct BadInputTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let body: [UInt8]
    let status: Int
    let pointer: String

    init(_ name: String, _ body: String, _ status: Int, _ pointer: String) {
      self.init(name, [UInt8](body.utf8), status, pointer)
    }

    init(_ name: String, _ body: [UInt8], _ status: Int, _ pointer: String) {
      self.name = name
      self.body = body
      self.status = status
      self.pointer = pointer
    }

    var testDescription: String { name }
  }

  static let cases = [
    Case("truncated", #"{"ticket":{"id":"T","severity":"#, 400, "/ticket/severity"),
    Case("truncated in a string", #"{"ticket":{"id":"T"#, 400, "/ticket/id"),
    Case("wrong type", #"{"ticket":{"id":7}}"#, 422, "/ticket/id"),
    Case("wrong range", #"{"ticket":{"id":"T","unresolved_contacts":-1}}"#, 422, "/ticket/unresolved_contacts"),
    Case("NaN", #"{"ticket":{"id":"T"},"customer":{"lifetime_value":NaN}}"#, 400, "/customer/lifetime_value"),
    Case("infinity", #"{"ticket":{"id":"T"},"customer":{"tenure_days":Infinity}}"#, 400, "/customer/tenure_days"),
    Case("1e400", #"{"ticket":{"id":"T"},"customer":{"lifetime_value":1e400}}"#, 400, "/customer/lifetime_value"),
    Case(
      "10 to the 400",
      #"{"ticket":{"id":"T"},"customer":{"lifetime_value":1"# + String(repeating: "0", count: 400)
        + "}}", 400, "/customer/lifetime_value"),
    Case("a key twice", #"{"ticket":{"id":"T","id":"U"}}"#, 400, "/ticket/id"),
    Case("an unknown key twice", #"{"ticket":{"id":"T"},"x":{"a":1,"a":2}}"#, 400, "/x/a"),
    Case("depth 10,000 in arrays", String(repeating: "[", count: 10_000), 400, ""),
    Case(
      "depth 10,000 in objects",
      #"{"ticket":{"id":"T"},"x":"# + String(repeating: #"{"a":"#, count: 10_000) + "1"
        + String(repeating: "}", count: 10_001), 400, ""),
    Case("invalid UTF-8", [UInt8](#"{"ticket":{"id":""#.utf8) + [0xFF] + [UInt8](#""}}"#.utf8), 400, "/ticket/id"),
    Case("half a surrogate", #"{"ticket":{"id":"\ud800"}}"#, 400, "/ticket/id"),
    Case("a control character", "{\"ticket\":{\"id\":\"a\u{1}\"}}", 400, "/ticket/id"),
    Case("an escaped control character", #"{"ticket":{"id":"a\u0000"}}"#, 422, "/ticket/id"),
    Case("nothing", "", 400, ""),
    Case("white space", "  \n ", 400, ""),
    Case("no ticket", "{}", 422, "/ticket"),
    Case("an array", "[]", 422, ""),
    Case("more than JSON", #"{"ticket":{"id":"T"}} true"#, 400, ""),
    Case("a megabyte", [UInt8](repeating: 0x20, count: 1_000_000), 413, ""),
  ]

  private static let running = try! RunningService()

  @Test("is refused by status and field, and the service goes on unharmed", arguments: cases)
  func refused(_ badInput: Case) throws {
    let client = Self.running.client
    let answer = try #require(client.post("/score", badInput.body))
    #expect(answer.status == badInput.status, "\(answer)")
    #expect(answer.has("Content-Type: application/problem+json"))
    let problem = try #require(try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any])
    #expect((problem["type"] as? String)?.hasPrefix("urn:heed:problem:") == true)
    #expect(problem["status"] as? Int == badInput.status)
    #expect((problem["detail"] as? String)?.isEmpty == false)
    if !badInput.pointer.isEmpty {
      let errors = try #require(problem["errors"] as? [[String: String]])
      #expect(errors.map { $0["pointer"] } == [badInput.pointer], "\(answer.body)")
    }
    let good = try #require(Self.running.client.post("/score", [UInt8](#"{"ticket":{"id":"T"}}"#.utf8)))
    #expect(good.status == 200)
    #expect(Self.running.log.lines(from: .warning).isEmpty)
  }

  @Test(
    "Wrong method, path and media type",
    arguments: [
      ("GET /score", 405, "Allow: POST, OPTIONS"), ("DELETE /health", 405, "Allow: GET, HEAD, OPTIONS"),
      ("GET /nothing", 404, ""), ("GET /score/", 404, ""), ("GET /health/..%2fscore", 404, ""),
      ("BREW /score", 501, ""), ("TRACE /score", 501, ""), ("OPTIONS /score", 204, "Allow: POST, OPTIONS"),
    ])
  func wrongRoute(_ line: String, _ status: Int, _ field: String) throws {
    let client = Self.running.client
    client.send("\(line) HTTP/1.1\r\nHost: a\r\n\r\n")
    let answer = try #require(client.read())
    #expect(answer.status == status)
    if !field.isEmpty { #expect(answer.has(field)) }
    if status != 204 { #expect(answer.has("Content-Type: application/problem+json")) }
  }

  @Test(
    "A body that is too large is told the limits",
    arguments: ["Content-Length: 99999999", "Transfer-Encoding: chunked"])
  func tooLarge(_ framing: String) throws {
    let client = Self.running.client
    client.send("POST /score HTTP/1.1\r\nHost: a\r\n\(framing)\r\n\r\n")
    if framing.hasSuffix("chunked") { client.send("100000\r\n" + String(repeating: " ", count: 70_000)) }
    let answer = try #require(client.read())
    #expect(answer.status == 413)
    #expect(answer.body.contains("at most 65536 bytes, and 16777216 to /score/batch"))
  }

  @Test("A body of another kind is refused with what is accepted")
  func mediaType() throws {
    let client = Self.running.client
    let form = try #require(client.post("/score", [], contentType: "application/x-www-form-urlencoded"))
    #expect(form.status == 415)
    #expect(form.has("Accept: application/json"))
    let body = [UInt8](#"{"ticket":{"id":"T"}}"#.utf8)
    #expect(client.post("/score", body, contentType: nil)?.status == 200)
    #expect(client.post("/score", body, contentType: "Application/JSON; charset=utf-8")?.status == 200)
    client.send(
      "POST /score HTTP/1.1\r\nHost: a\r\nContent-Encoding: br\r\nContent-Length: 2\r\n\r\n{}")
    let coded = try #require(client.read())
    #expect(coded.status == 415 && coded.mediaType == "application/problem+json")
    #expect(coded.body.contains("urn:heed:problem:unsupported-media-type"))
    #expect(coded.has("Accept-Encoding: gzip, identity"))
  }
}
