import Testing

@testable import HTTPWire

@Suite("Deadlines of a connection")
struct DeadlineTests {
  private let second = Driver.second

  @Test("a connection that says nothing closes after the idle time, without a word")
  func idle() {
    let driver = Driver()
    driver.pass(59 * second)
    #expect(driver.log.isEmpty)
    driver.pass(2 * second)
    #expect(driver.log == ["shut down", "close"])
    #expect(driver.sent.isEmpty)
  }

  @Test("the idle time begins anew with each answer")
  func idleBetweenRequests() {
    let driver = Driver()
    driver.pass(50 * second)
    driver.receive("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    driver.pass(50 * second)
    #expect(driver.log == ["GET /"])
    driver.pass(11 * second)
    #expect(driver.log == ["GET /", "shut down", "close"])
  }

  @Test("a header has ten seconds in all, however steadily it drips")
  func header() {
    let driver = Driver()
    driver.pass(30 * second)
    for byte in Array("GET / HTTP/1.1\r\nX: aaaaaaaaaaaaaaaaaaaaa".utf8) {
      driver.receive([byte])
      driver.pass(second / 2)
      if !driver.log.isEmpty { break }
    }
    #expect(driver.log.first == "refuse 408 the header took too long")
    #expect(driver.now <= (1_000 + 30 + 11) * second)
    #expect(driver.sent.hasPrefix("HTTP/1.1 408 "))
  }

  @Test("a body below the minimum rate is refused, one above it is not", arguments: [(512, true), (2_048, false)])
  func bodyRate(bytesPerSecond: Int, isRefused: Bool) {
    let driver = Driver()
    driver.bodyLimit = 65_536
    driver.receive("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n")
    for _ in 0..<28 where driver.log.isEmpty {
      driver.receive(Array(repeating: 0x61, count: bytesPerSecond))
      driver.pass(second)
    }
    #expect(driver.log.first == (isRefused ? "refuse 408 the body came too slowly" : nil))
  }

  @Test("a body that stops has the grace alone, however much of it has come")
  func bodyStall() {
    let driver = Driver()
    driver.bodyLimit = 65_536
    driver.receive("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n")
    driver.receive(Array(repeating: 0x61, count: 59_999))
    driver.pass(9 * second)
    #expect(driver.log.isEmpty)
    driver.pass(2 * second)
    #expect(driver.log.first == "refuse 408 the body came too slowly")
  }

  @Test("an empty line after a request does not begin the next one")
  func emptyLineAfterRequest() {
    let driver = Driver()
    driver.receive("GET / HTTP/1.1\r\nHost: a\r\n\r\n\r\n")
    driver.pass(50 * second)
    #expect(driver.log == ["GET /"])
    driver.receive("GET /b HTTP/1.1\r\nHost: a\r\n\r\n\r\n")
    driver.pass(61 * second)
    #expect(driver.log == ["GET /", "GET /b", "shut down", "close"])
  }

  @Test("a chunked body that stops is refused")
  func chunkedBody() {
    let driver = Driver()
    driver.receive("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhe")
    driver.pass(11 * second)
    #expect(driver.log.first == "refuse 408 the body came too slowly")
  }

  @Test("a client that takes nothing for ten seconds is cut")
  func writeStall() {
    var limits = ConnectionLimits()
    limits.sendGrace = .seconds(1_000)
    let driver = Driver(limits)
    driver.window = 10
    driver.receive("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    driver.pass(9 * second)
    driver.window = 5
    driver.flush()
    driver.pass(9 * second)
    #expect(!driver.isClosed)
    driver.pass(2 * second)
    #expect(driver.log == ["GET /", "close"])
  }

  /// A byte is taken each second, or a kilobyte and more: neither ever stalls.
  @Test("a client that takes an answer below the minimum rate is cut, one above it is not", arguments: [1, 2_048])
  func sendRate(bytesPerSecond: Int) {
    let driver = Driver()
    driver.defersAnswers = true
    driver.window = 0
    driver.receive("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    driver.answerDeferred(body: String(repeating: "x", count: 100_000))
    for _ in 0..<45 where !driver.isClosed {
      driver.pass(second)
      driver.window = bytesPerSecond
      driver.flush()
    }
    if bytesPerSecond < 1_024 {
      #expect(driver.isClosed)
      #expect(driver.now < (1_000 + 12) * second)
    } else {
      #expect(driver.log == ["GET /"])
      #expect(driver.sent.utf8.count > 90_000)
    }
  }

  @Test("a client that is behind from the beginning has the grace anew with each time it falls behind")
  func sendRateAnew() {
    let driver = Driver()
    for _ in 0..<5 {
      driver.window = 10
      driver.receive("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      driver.pass(9 * second)
      driver.window = nil
      driver.flush()
    }
    driver.pass(30 * second)
    #expect(driver.log == Array(repeating: "GET /", count: 5))
  }

  @Test("a connection is not idle while the client takes an answer")
  func idleWhileSending() {
    let driver = Driver()
    driver.defersAnswers = true
    driver.window = 0
    driver.receive("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    driver.answerDeferred(body: String(repeating: "x", count: 200_000))
    for _ in 0..<70 {
      driver.pass(second)
      driver.window = 2_000
      driver.flush()
    }
    driver.window = nil
    driver.defersAnswers = false
    driver.flush()
    driver.receive("GET /2 HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(driver.log == ["GET /", "GET /2"])
  }

  @Test("an answer that is owed has no deadline of its own")
  func deferred() {
    let driver = Driver()
    driver.defersAnswers = true
    driver.receive("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(driver.machine.deadline == .max)
    driver.pass(100 * second)
    driver.answerDeferred(body: "late")
    #expect(driver.sent.hasSuffix("late"))
  }
}
