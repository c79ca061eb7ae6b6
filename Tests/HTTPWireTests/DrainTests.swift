import Testing

@testable import HTTPWire

@Suite("Draining a connection")
struct DrainTests {
  @Test("an idle connection closes after the grace")
  func idle() {
    let driver = Driver()
    driver.drain()
    driver.pass(190 * Driver.millisecond)
    #expect(driver.log.isEmpty)
    driver.pass(20 * Driver.millisecond)
    #expect(driver.log == ["shut down", "close"])
  }

  @Test("a request in the grace is answered, and told that the connection closes")
  func lateRequest() {
    let driver = Driver()
    driver.drain()
    driver.receive("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(driver.log == ["GET /", "shut down"])
    #expect(driver.sent.contains("Connection: close\r\n"))
  }

  @Test("a request that has begun is finished")
  func begun() {
    let driver = Driver()
    driver.receive("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhe")
    driver.drain()
    driver.pass(5 * Driver.second)
    driver.receive("llo")
    #expect(driver.log == ["POST / hello", "shut down"])
  }

  @Test("requests that have arrived are all answered; the last one closes")
  func pipelined() {
    let driver = Driver()
    driver.defersAnswers = true
    driver.receive("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n")
    driver.drain()
    driver.answerDeferred(body: "one")
    driver.answerDeferred(body: "two")
    #expect(driver.log == ["GET /1", "GET /2", "shut down"])
    #expect(driver.sent.split(separator: "Connection: close").count == 2)
  }

  @Test("a connection opened while draining has the grace and no more")
  func opened() {
    let driver = Driver(isDraining: true)
    driver.pass(Driver.second)
    #expect(driver.log == ["shut down", "close"])
  }
}
