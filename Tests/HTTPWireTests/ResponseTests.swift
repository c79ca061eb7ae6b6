import Testing

@testable import HTTPWire

@Suite("Writing answers")
struct ResponseTests {
  private func written(
    _ head: ResponseHead, _ body: String = "", connection: ConnectionOption = .unsaid, omitsBody: Bool = false
  ) -> String {
    var output = ByteBuffer(initialCapacity: 16, pool: BufferPool())
    Array(body.utf8).withUnsafeBytes {
      head.write(body: $0, to: &output, date: DateLine(), connection: connection, omitsBody: omitsBody)
    }
    return String(decoding: output.bytes, as: UTF8.self)
  }

  @Test("a whole answer")
  func whole() {
    let head = ResponseHead(.ok, contentType: "text/plain", fields: [ResponseField("Allow", "GET, HEAD")])
    #expect(
      written(head, "hello", connection: .close) == """
        HTTP/1.1 200 OK\r
        Date: Thu, 01 Jan 1970 00:00:00 GMT\r
        Content-Type: text/plain\r
        Allow: GET, HEAD\r
        Connection: close\r
        Content-Length: 5\r
        \r
        hello
        """)
  }

  @Test("no length and no body where there may be none", arguments: [Status.noContent, .notModified, Status(100)])
  func bodiless(status: Status) {
    let text = written(ResponseHead(status), "hello")
    #expect(!text.contains("Content-Length"))
    #expect(text.hasSuffix("\r\n\r\n"))
  }

  @Test("a value cannot forge a line")
  func forgery() {
    let head = ResponseHead(.ok, fields: [ResponseField("Location", "/a\r\nX: b\u{0}")])
    #expect(written(head).contains("Location: /a  X: b \r\n"))
  }

  @Test(
    "every refusal's status has a line", arguments: Set(WireCaseTests.all.compactMap(\.status)).union([408, 411, 503]))
  func reasons(code: Int) {
    let status = Status(rawValue: UInt16(code))
    #expect(status.reason != "Status")
    #expect(written(ResponseHead(status)).hasPrefix("HTTP/1.1 \(code) \(status.reason)\r\n"))
  }

  @Test("a status without a phrase")
  func unknownStatus() {
    #expect(written(ResponseHead(Status(299))).hasPrefix("HTTP/1.1 299 Status\r\n"))
  }

  @Test(
    "dates",
    arguments: [
      (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
      (951_782_399, "Mon, 28 Feb 2000 23:59:59 GMT"), (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
      (1_767_225_599, "Wed, 31 Dec 2025 23:59:59 GMT"), (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"),
    ])
  func dates(seconds: Int, expected: String) {
    let date = DateLine()
    date.update(unixSeconds: Int64(seconds))
    #expect(String(decoding: date.bytes, as: UTF8.self) == "Date: \(expected)\r\n")
  }
}
