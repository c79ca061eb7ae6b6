import Testing

@testable import HTTPWire

@Suite("Keeping and closing connections")
struct KeepAliveTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let version: String
    let connection: String?
    let answer: String?
    let closes: Bool

    var testDescription: String { "\(version), \(connection ?? "unsaid")" }
  }

  static let cases = [
    Case(version: "1.1", connection: nil, answer: nil, closes: false),
    Case(version: "1.1", connection: "keep-alive", answer: nil, closes: false),
    Case(version: "1.1", connection: "close", answer: "close", closes: true),
    Case(version: "1.1", connection: "upgrade,CLOSE", answer: "close", closes: true),
    Case(version: "1.1", connection: "keep-alive, close", answer: "close", closes: true),
    Case(version: "1.1", connection: "closed", answer: nil, closes: false),
    Case(version: "1.0", connection: nil, answer: "close", closes: true),
    Case(version: "1.0", connection: "Keep-Alive", answer: "keep-alive", closes: false),
    Case(version: "1.0", connection: "close", answer: "close", closes: true),
  ]

  @Test("by version and Connection", arguments: cases)
  func connection(_ test: Case) {
    let driver = Driver()
    let field = test.connection.map { "Connection: \($0)\r\n" } ?? ""
    driver.receive("GET / HTTP/\(test.version)\r\nHost: a\r\n\(field)\r\n")
    #expect(driver.log == (test.closes ? ["GET /", "shut down"] : ["GET /"]))
    let lines = driver.sent.split(separator: "\r\n").filter { $0.hasPrefix("Connection: ") }
    #expect(lines.map(String.init) == (test.answer.map { ["Connection: \($0)"] } ?? []))
  }

  @Test("after an error: write, shut down, read on up to the limit, close")
  func lingerBytes() {
    let driver = Driver()
    driver.receive("GET /\r\n")
    #expect(driver.log == ["refuse 400 the request line is malformed", "shut down"])
    driver.receive(Array(repeating: 0x61, count: 60_000))
    #expect(!driver.isClosed)
    driver.receive(Array(repeating: 0x61, count: 6_000))
    #expect(driver.isClosed)
    #expect(driver.machine.input.count == 0)
  }

  @Test("lingering ends when the client closes, or after two seconds")
  func lingerEnds() {
    let driver = Driver()
    driver.receive("GET /\r\n")
    driver.peerCloses()
    #expect(driver.isClosed)
    let silent = Driver()
    silent.receive("GET /\r\n")
    silent.pass(2 * Driver.second)
    #expect(silent.isClosed)
  }

  @Test("a client that shuts down its side still gets its answers")
  func halfClose() {
    let driver = Driver()
    driver.defersAnswers = true
    driver.receive("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\nGET /3")
    driver.peerCloses()
    driver.answerDeferred(body: "one")
    driver.answerDeferred(body: "two")
    #expect(driver.log == ["GET /1", "GET /2", "close"])
    #expect(driver.sent.contains("one") && driver.sent.hasSuffix("two"))
  }

  @Test("a connection opened with a refusal says only that")
  func refusedAtOnce() {
    let driver = Driver(refusal: .overloaded(retryAfterSeconds: 1))
    driver.receive("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(driver.log == ["refuse 503 too many connections", "shut down"])
  }

  @Test("a machine is as new when it is opened again")
  func reuse() {
    let driver = Driver()
    driver.receive("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhe")
    driver.machine.failed()
    driver.machine.open(now: driver.now)
    driver.receive("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(driver.log == ["GET /"])
  }
}
