import TestSupport
import Testing

@testable import HTTPWire

@Suite("Answers that go on")
struct StreamTests {
  private static let get = "GET /events HTTP/1.1\r\nHost: a\r\n\r\n"
  private static let next = "GET /next HTTP/1.1\r\nHost: a\r\n\r\n"

  @Test("the head is sent at once, then a chunk for each piece, then the end")
  func chunks() {
    let driver = Driver(streaming: StreamTests.get)
    #expect(driver.sent.hasPrefix("HTTP/1.1 200 OK\r\nDate: "))
    #expect(
      driver.sent.hasSuffix("\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"))
    #expect(!driver.sent.contains("Content-Length"))
    #expect(!driver.sent.contains("Connection:"))
    driver.stream("data: 1\n\n")
    #expect(driver.sentBody == "9\r\ndata: 1\n\n\r\n")
    driver.stream("")
    driver.stream(String(repeating: "x", count: 0x1A0))
    driver.endStream()
    #expect(driver.sentBody == "9\r\ndata: 1\n\n\r\n1a0\r\n\(String(repeating: "x", count: 0x1A0))\r\n0\r\n\r\n")
    #expect(driver.machine.isStreaming == false)
  }

  @Test("further requests wait for the end, whether they came before the head or after")
  func pipelined() {
    let driver = Driver(streaming: StreamTests.get + StreamTests.next)
    #expect(driver.machine.wantsInput == false)
    driver.stream("a")
    #expect(driver.log == ["GET /events"])
    driver.endStream()
    #expect(driver.log == ["GET /events", "GET /next"])
    driver.answerDeferred(body: "next")
    #expect(driver.machine.wantsInput == true)
    driver.receive(StreamTests.next)
    #expect(driver.log == ["GET /events", "GET /next", "GET /next"])
    let parts = driver.sent.split(separator: "HTTP/1.1 200 OK")
    #expect(parts.map { $0.hasSuffix("\r\n1\r\na\r\n0\r\n\r\n") } == [true, false])
  }

  @Test("to HTTP/1.0 the body is sent as it is, up to the end of the connection", arguments: ["", "keep-alive"])
  func oldVersion(option: String) {
    let field = option.isEmpty ? "" : "Connection: \(option)\r\n"
    let driver = Driver(streaming: "GET / HTTP/1.0\r\n\(field)\r\n")
    #expect(driver.sent.hasSuffix("\r\nConnection: close\r\n\r\n"))
    #expect(!driver.sent.contains("Transfer-Encoding"))
    driver.stream("a")
    driver.stream("b\n")
    #expect(driver.sentBody == "ab\n")
    driver.endStream()
    #expect(driver.sentBody == "ab\n")
    #expect(driver.log == ["GET /", "shut down"])
  }

  @Test("a client that wants to close gets chunks and is told so")
  func closing() {
    let driver = Driver(streaming: "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    #expect(driver.sent.contains("\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"))
    driver.stream("a")
    driver.endStream()
    #expect(driver.sentBody == "1\r\na\r\n0\r\n\r\n")
    #expect(driver.log == ["GET /", "shut down"])
  }

  struct Bodiless: Sendable, CustomTestStringConvertible {
    let request: String
    let status: Status
    let ends: [String]

    var testDescription: String { "\(request.prefix { $0 != "\r" }) \(status.rawValue)" }
  }

  static let bodiless = [
    Bodiless(
      request: "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n", status: .ok, ends: ["\r\nTransfer-Encoding: chunked\r\n\r\n"]),
    Bodiless(
      request: "HEAD / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", status: .ok,
      ends: ["\r\nConnection: keep-alive\r\n\r\n"]),
    Bodiless(request: StreamTests.get, status: .noContent, ends: [" GMT\r\n\r\n"]),
  ]

  @Test("without a body there is only the head, and the connection goes on", arguments: bodiless)
  func head(_ test: Bodiless) {
    let driver = Driver()
    driver.defersAnswers = true
    driver.receive(test.request)
    let goesOn = driver.beginStream(ResponseHead(test.status))
    #expect(!goesOn)
    for end in test.ends { #expect(driver.sent.hasSuffix(end)) }
    driver.receive(StreamTests.next)
    #expect(driver.log.last == "GET /next")
  }

  @Test("neither idle nor late, however long it says nothing; afterwards it is idle again")
  func idle() {
    let driver = Driver(streaming: StreamTests.get)
    #expect(driver.machine.deadline == .max)
    driver.pass(1_000 * Driver.second)
    driver.stream("a")
    driver.endStream()
    #expect(driver.sentBody == "1\r\na\r\n0\r\n\r\n")
    driver.pass(59 * Driver.second)
    #expect(driver.log == ["GET /events"])
    driver.pass(2 * Driver.second)
    #expect(driver.log == ["GET /events", "shut down", "close"])
  }

  @Test("a client that takes nothing for ten seconds is cut, whatever more it is sent")
  func stall() {
    let driver = Driver(streaming: StreamTests.get)
    driver.window = 0
    for _ in 0..<11 where !driver.isClosed {
      driver.stream("a")
      driver.pass(Driver.second)
    }
    #expect(driver.log == ["GET /events", "close"])
    #expect(driver.now < (1_000 + 12) * Driver.second)
  }

  @Test("a client that has left closes the connection, with what is unsent", arguments: [false, true])
  func leaves(whileBehind: Bool) {
    let driver = Driver(streaming: StreamTests.get)
    if whileBehind { driver.window = 0 }
    driver.stream("a")
    driver.peerCloses()
    #expect(driver.log == ["GET /events", "close"])
    #expect(driver.machine.isStreaming == false)
    #expect(driver.machine.output.isEmpty == true)
  }

  @Test("draining ends it at once; a request in the grace is answered, then the connection closes")
  func drain() {
    let driver = Driver(streaming: StreamTests.get)
    driver.stream("a")
    driver.drain()
    #expect(driver.sentBody == "1\r\na\r\n0\r\n\r\n")
    driver.receive(StreamTests.next)
    driver.answerDeferred(body: "")
    #expect(driver.sent.contains("Connection: close\r\n"))
    #expect(driver.log == ["GET /events", "GET /next", "shut down"])
  }

  @Test("draining closes the connection after the grace where nothing follows")
  func drainIdle() {
    let driver = Driver(streaming: StreamTests.get)
    driver.drain()
    driver.pass(210 * Driver.millisecond)
    #expect(driver.log == ["GET /events", "shut down", "close"])
  }

  @Test("one that begins while the server drains is whole and over")
  func begunDraining() {
    let driver = Driver()
    driver.defersAnswers = true
    driver.receive(StreamTests.get + StreamTests.next)
    driver.drain()
    let first = driver.beginStream()
    #expect(!first)
    #expect(driver.sentBody == "0\r\n\r\n")
    #expect(driver.log == ["GET /events", "GET /next"])
    let second = driver.beginStream()
    #expect(!second)
    #expect(driver.sent.hasSuffix("\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"))
    #expect(driver.log == ["GET /events", "GET /next", "shut down"])
  }

  @Test("memory is kept neither for the request nor for what was sent")
  func memory() {
    let pool = BufferPool()
    var machine = ConnectionMachine(policy: ConnectionPolicy(ConnectionLimits()), pool: pool)
    machine.open(now: 0)
    machine.room().copyBytes(from: StreamTests.get.utf8)
    machine.received(StreamTests.get.utf8.count, now: 0)
    let action = machine.next(now: 0)
    #expect(action == .dispatch)
    let goesOn = machine.beginStream(ResponseHead(.ok), date: DateLine(), now: 0)
    #expect(goesOn)
    machine.sent(machine.output.count, now: 0)
    machine.rest()
    #expect(machine.input.bytes.baseAddress == nil)
    #expect(machine.output.bytes.baseAddress == nil)
  }

  @Test("whatever the pieces and however the client takes them, it reads what was written")
  func anyPieces() {
    var random = SeededGenerator()
    for _ in 0..<300 {
      let driver = Driver(streaming: StreamTests.get)
      var written: [UInt8] = []
      for _ in 0..<Int.random(in: 0...12, using: &random) {
        driver.window = Bool.random(using: &random) ? nil : Int(random.logUniform(1...2_000))
        // ASCII, as the driver keeps text; line ends among it.
        let piece = (0..<Int(random.logUniform(1...5_000))).map { _ in UInt8.random(in: 0...127, using: &random) }
        written += piece
        driver.stream(piece)
      }
      driver.window = nil
      driver.endStream()
      guard unchunked(driver.sentBody) == written, driver.machine.wantsInput else {
        Issue.record("\(random): \(written.count) bytes are not what was read")
        return
      }
    }
  }
}
