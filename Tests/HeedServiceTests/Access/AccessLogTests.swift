import Logging
import TestSupport
import Testing

@testable import HeedService

@Suite("The log of refused requests")
struct AccessLogTests {
  @Test("A reason has a line at once, then one in ten seconds with how many there were; each reason by itself")
  func pace() {
    let capture = LogCapture()
    let log = AccessLog(Logger(label: "test") { _ in capture })
    let second: UInt64 = 1_000_000_000
    for step in 0..<100 as Range<UInt64> { log.refused(.noKey, .score, key: nil, now: 50 * second + step) }
    log.refused(.scope(.score), .score, key: "router", now: 51 * second)
    log.refused(.noKey, .health, key: nil, now: 60 * second)
    log.refused(.noKey, .health, key: nil, now: 60 * second + 1)
    let lines = capture.lines(from: .notice)
    #expect(lines.count == 3)
    #expect(lines[0].contains("no-key") && lines[0].contains(#""count": 1"#))
    #expect(lines[1].contains("router") && lines[1].contains(#""reason": scope"#))
    #expect(lines[2].contains("/health") && lines[2].contains(#""count": 100"#))
  }

  @Test("What came within ten seconds of a line is told when they are over, or at the end, and once")
  func rest() {
    let capture = LogCapture()
    let log = AccessLog(Logger(label: "test") { _ in capture })
    let second: UInt64 = 1_000_000_000
    for _ in 0..<5 { log.refused(.noKey, .score, key: nil, now: 50 * second) }
    log.tell(.noKey, now: 60 * second - 1)
    #expect(capture.lines(from: .notice).count == 1)
    log.tell(.noKey, now: 60 * second)
    log.tell(.noKey, now: 80 * second)
    #expect(capture.lines(from: .notice).count == 2)
    #expect(capture.lines(from: .notice)[1].contains(#""count": 4"#))
    for _ in 0..<3 { log.refused(.scope(.score), .score, key: "router", now: 81 * second) }
    log.tellRest()
    log.tellRest()
    let lines = capture.lines(from: .notice)
    #expect(lines.count == 4 && lines[3].contains(#""count": 2"#) && lines[3].contains("router"))
  }

  @Test("A service that stops tells what it has counted")
  func stop() async throws {
    let keyed = try KeyedService()
    for _ in 0..<3 { #expect(keyed.running.client.get("/metrics")?.status == 401) }
    await keyed.running.service.drain()
    let refusals = keyed.running.log.lines(from: .notice).filter { $0.contains("access refused") }
    #expect(refusals.count == 2 && refusals.last?.contains(#""count": 2"#) == true)
  }
}
