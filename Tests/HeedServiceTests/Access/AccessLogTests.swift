import Logging
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
}
