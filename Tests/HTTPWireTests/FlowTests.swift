import Testing

@testable import HTTPWire

@Suite("The flow of requests and answers")
struct FlowTests {
  private func requests(_ count: Int) -> String {
    (1...count).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined()
  }

  @Test("pipelined requests are handed out one at a time, and answered in order")
  func order() {
    let driver = Driver()
    driver.defersAnswers = true
    driver.receive(requests(3))
    #expect(driver.log == ["GET /1"])
    #expect(driver.machine.wantsInput == false)
    for body in ["first", "second", "third"] { driver.answerDeferred(body: body) }
    #expect(driver.log == ["GET /1", "GET /2", "GET /3"])
    let bodies = driver.sent.split(separator: "\r\n\r\n").map { $0.prefix { $0 != "H" } }
    #expect(bodies == ["", "first", "second", "third"])
  }

  @Test("after 32 requests the others have their turn")
  func turns() {
    let driver = Driver()
    driver.receive(requests(40))
    #expect(driver.log.count == 33)
    #expect(driver.log.last == "yield")
    driver.takeTurn()
    #expect(driver.log.count == 41)
    #expect(driver.log.last == "GET /40")
  }

  @Test("nothing is read or parsed while too much waits to be sent")
  func backPressure() {
    var limits = ConnectionLimits()
    limits.pendingOutputBytes = 300
    let driver = Driver(limits)
    driver.window = 0
    driver.receive(requests(10))
    let handled = driver.log.count
    #expect(handled < 10)
    #expect(driver.machine.wantsInput == false)
    driver.window = nil
    driver.follow()
    driver.flush()
    driver.follow()
    #expect(driver.log.count == 10)
  }

  struct Expectation: Sendable, CustomTestStringConvertible {
    let name: String
    let rest: String
    let version: String
    let continues: Bool

    var testDescription: String { name }
  }

  static let expectations = [
    Expectation(name: "nothing has arrived", rest: "", version: "1.1", continues: true),
    Expectation(name: "a part has arrived", rest: "h", version: "1.1", continues: false),
    Expectation(name: "all has arrived", rest: "hello", version: "1.1", continues: false),
    Expectation(name: "HTTP/1.0", rest: "", version: "1.0", continues: false),
  ]

  @Test("100 Continue only where the client waits for it", arguments: expectations)
  func continues(_ test: Expectation) {
    let driver = Driver()
    driver.receive(
      "POST / HTTP/\(test.version)\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n\(test.rest)")
    #expect(driver.sent.hasPrefix("HTTP/1.1 100 Continue\r\n\r\n") == test.continues)
    driver.receive(String("hello".dropFirst(test.rest.count)))
    #expect(driver.log.first == "POST / hello")
    #expect(driver.sent.contains("HTTP/1.1 200 OK\r\n"))
  }

  @Test(
    "a body too large is refused before it is asked for",
    arguments: ["Content-Length: 1001", "Content-Length: 99999999999"])
  func tooLarge(field: String) {
    let driver = Driver()
    driver.receive("POST / HTTP/1.1\r\nHost: a\r\n\(field)\r\nExpect: 100-continue\r\n\r\n")
    #expect(driver.sent.hasPrefix("HTTP/1.1 413 "))
    #expect(!driver.sent.contains("100 Continue"))
  }

  @Test("HEAD gets the length and no body")
  func head() {
    let driver = Driver()
    driver.receive("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(driver.sent.contains("Content-Length: 2\r\n"))
    #expect(driver.sent.hasSuffix("\r\n\r\n"))
  }

  @Test(
    "HEAD that is refused gets no body, also where its request line was not read to the end",
    arguments: [
      "HEAD / HTTP/1.1\r\n\r\n", "HEAD / HTTP/2.0\r\n", "HEAD /# HTTP/1.1\r\n", "HEAD / HTTP/1.1\n", "HEAD \r\n",
      "\r\nHEAD /\u{1} HTTP/1.1\r\n", "HEAD /\(WireCase.ks(9_000))", "HEAD / HTTP/1.1\r\nHost: a\r\nX : a\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\n\r\n\r\nHEAD /# HTTP/1.1\r\n", "HEAD / and nothing more",
    ])
  func refusedHead(request: String) {
    let driver = Driver()
    driver.receive(request)
    driver.pass(11 * Driver.second)
    #expect(driver.log.contains { $0.hasPrefix("refuse ") })
    #expect(driver.sent.hasSuffix("\r\n\r\n"))
  }

  @Test(
    "a chunk's extensions, and all trailers, may be as long as a header, however long the body may be",
    arguments: [
      ("1;", "a", "\r\nx\r\n0\r\n\r\n"), ("", "0", "1\r\nx\r\n0\r\n\r\n"), ("1\r\nx\r\n0;", "a", "\r\n\r\n"),
      ("1\r\nx\r\n0\r\nX: ", "a", "\r\n\r\n"), ("1\r\nx\r\n0\r\n", "X: a\r\n", "\r\n"),
    ])
  func sections(before: String, unit: String, after: String) {
    for (bytes, isRead) in [(16_300, true), (16_400, false), (65_536, false)] {
      let driver = Driver()
      driver.bodyLimit = 1 << 20
      driver.receive("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
      driver.receive(before + String(repeating: unit, count: bytes / unit.utf8.count) + after)
      #expect(driver.log == (isRead ? ["POST / x"] : ["refuse 413 the body is too large", "shut down"]))
    }
  }

  @Test("many chunks with extensions may take more than that together")
  func manySections() {
    let driver = Driver()
    driver.bodyLimit = 1 << 20
    driver.receive("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
    let extensions = String(repeating: "a", count: 10_000)
    driver.receive(String(repeating: "1;\(extensions)\r\nx\r\n", count: 5) + "0;\(extensions)\r\n\r\n")
    #expect(driver.log == ["POST / xxxxx"])
  }

  @Test("padding behind the body may be read, also where the buffer ends with it")
  func padding() {
    let driver = Driver()
    driver.defersAnswers = true
    driver.bodyLimit = 100_000
    let length = 8_192
    driver.receive(
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(length)\r\n\r\n" + String(repeating: "x", count: length))
    let body = driver.machine.body
    #expect(body.count == length)
    let padded = UnsafeRawBufferPointer(start: body.baseAddress, count: length + ByteBuffer.padding)
    #expect(padded.reduce(0) { $0 + Int($1) } > 0)
  }

  @Test("a chunked body as great as allowed passes, in chunks of one byte too")
  func smallChunks() {
    let driver = Driver()
    driver.receive("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
    driver.receive(String(repeating: "1\r\nx\r\n", count: 1_000) + "0\r\n\r\n")
    #expect(driver.log == ["POST / " + String(repeating: "x", count: 1_000)])
  }
}
