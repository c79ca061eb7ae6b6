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
    #expect(driver.log == ["shut down"])
    #expect(driver.sent.isEmpty)
    driver.pass(3 * second)
    #expect(driver.isClosed)
  }

  @Test("the idle time begins anew with each answer")
  func idleBetweenRequests() {
    let driver = Driver()
    driver.pass(50 * second)
    driver.receive("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    driver.pass(50 * second)
    #expect(driver.log == ["GET /"])
    driver.pass(11 * second)
    #expect(driver.log == ["GET /", "shut down"])
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

  @Test("a chunked body that stops is refused")
  func chunkedBody() {
    let driver = Driver()
    driver.receive("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhe")
    driver.pass(11 * second)
    #expect(driver.log.first == "refuse 408 the body came too slowly")
  }

  @Test("a client that takes nothing for ten seconds is cut")
  func writeStall() {
    let driver = Driver()
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
