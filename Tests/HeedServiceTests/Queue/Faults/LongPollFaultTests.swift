import Foundation
import Queueing
import TestSupport
import Testing

@testable import HeedService

/// Clients of a long poll that do not see its end.
@Suite("A long poll")
struct LongPollFaultTests {
  private let folder: TemporaryFolder
  private let running: RunningService

  init() throws {
    folder = try TemporaryFolder()
    let data = folder.path("data")
    running = try RunningService { $0.data = data }
  }

  private func claim(_ agent: String, waitSeconds: Int) -> String {
    let body = #"{"agent":"\#(agent)","desks":["general"],"wait_seconds":\#(waitSeconds)}"#
    return "POST /queue/claims HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
      + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
  }

  private func enqueue(_ id: String) -> Int? {
    running.client.post("/queue", [UInt8](#"{"ticket":{"id":"\#(id)"}}"#.utf8))?.status
  }

  /// How many agents have been heard of: a claim makes its agent known, and so shows that it waits.
  private func waits(_ agent: String) -> Bool {
    comesTrue { running.service.queue?.snapshot.state.agents[agent] != nil }
  }

  @Test("whose client is gone is given no ticket", arguments: [false, true])
  func vanishedClient(_ isReset: Bool) throws {
    do {
      let gone = running.client
      #expect(gone.send(claim("gone", waitSeconds: 60)))
      #expect(waits("gone"))
      if isReset { gone.resetsAtEnd() }
    }
    let there = running.client
    #expect(there.send(claim("there", waitSeconds: 60)))
    #expect(waits("there"))
    #expect(enqueue("T-1") == 201)
    let answer = try #require(there.read())
    #expect(answer.status == 201)
    #expect(answer.body.contains(#""fence":1,"#), "nobody had it before: \(answer.body)")
    #expect(running.service.queue?.snapshot.state.leases.values.map(\.agent) == ["there"])
  }

  @Test("that has come to a service that stops is answered at once that there is nothing")
  func draining() async throws {
    let client = running.client
    #expect(client.send(claim("a", waitSeconds: 60)))
    #expect(waits("a"))
    await running.service.drain()
    #expect(client.read()?.status == 204)
  }
}
