import Testing

@testable import HeedService

@Suite("Agents of a replay")
struct ReplayAgentsTests {
  @Test("They are read as they are written")
  func reading() {
    #expect(ReplayAgents("12") == .groups([.init(desk: nil, count: 12)]))
    let both = [ReplayAgents.Group(desk: "general", count: 8), ReplayAgents.Group(desk: "senior", count: 3)]
    #expect(ReplayAgents("general=8, senior=3") == .groups(both))
    #expect(ReplayAgents("none") == .groups([]))
  }

  @Test("What makes no sense is refused", arguments: ["", "0", "-1", "x", "a=b", "a=1,a=2", "2,3", "10001", "a="])
  func refusals(_ text: String) {
    #expect(ReplayAgents(text) == nil)
  }

  @Test("Enough of them keep up with the busiest 24 hours")
  func enough() {
    // 10 in the first hour and 288 a day later: with 300 s each that is one agent's whole day.
    let times = (0..<10).map { Double($0) * 360 } + (0..<288).map { 200_000 + Double($0) * 200 }
    #expect(ReplayAgents.enough.groups(times: times, handlingSeconds: 300) == [.init(desk: nil, count: 1)])
    #expect(ReplayAgents.enough.groups(times: times, handlingSeconds: 301) == [.init(desk: nil, count: 2)])
    #expect(ReplayAgents.enough.groups(times: [0], handlingSeconds: 300) == [.init(desk: nil, count: 1)])
  }
}
