import Glibc
import HTTPServer
import TestSupport
import Testing

extension ServerTests {
  @Suite("Many answers that go on")
  struct StreamLoadTests {
    private static let events = 100

    @Test("a thousand at once, each sent a hundred events", arguments: [false, true])
    func many(tls: Bool) async throws {
      var limit = rlimit()
      getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
      // Both ends of each are in this process. Handshakes take their time.
      let count = min(tls ? 200 : 1_000, (Int(clamping: limit.rlim_cur) - 200) / 2) / 8 * 8
      try #require(count > 100)
      try await withStreams(tls: tls) { server, visitors, held in
        async let readings = concurrently(8) { _ in
          let clients = (0..<count / 8).map { _ in visitors.come() }
          for client in clients { _ = client.openStream("/stream") }
          return clients.map { $0.readChunks() }
        }
        #expect(await settles { held.streams.count == count })
        let streams = held.streams
        for event in 0..<StreamLoadTests.events {
          let bytes = Array("id: \(event)\ndata: something has happened\n\n".utf8)
          let open = streams.count { $0.send(bytes) }
          #expect(open == count)
        }
        for stream in streams { stream.end() }
        let expected = (0..<StreamLoadTests.events).map { "id: \($0)\ndata: something has happened\n\n" }.joined()
        let whole = await readings.joined().count { $0 == expected }
        #expect(whole == count)
        #expect(server.statistics.refusedConnections == 0)
      }
    }

    @Test("clients that come and go while all are sent events", arguments: [UInt64.random(in: 0...UInt64.max)])
    func comeAndGo(seed: UInt64) async throws {
      try await withStreams { server, visitors, held in
        async let visits = concurrently(8) { index in
          var random = SeededGenerator(seed: seed &+ UInt64(index))
          var heard = 0
          for _ in 0..<40 {
            let client = visitors.come()
            if Bool.random(using: &random) { client.resetsAtEnd() }
            _ = client.openStream("/stream/5000")
            for _ in 0..<Int.random(in: 0...3, using: &random) where client.readChunk() != nil { heard += 1 }
          }
          return heard
        }
        async let sender: [Void] = concurrently(1) { _ in
          // Until all have come and gone.
          for _ in 0..<20_000 where held.streams.count < 320 || held.streams.contains(where: \.isOpen) {
            for stream in held.streams where stream.isOpen { stream.send(Array("tick".utf8)) }
            usleep(500)
          }
        }
        let heard = await visits
        _ = await sender
        #expect(heard.reduce(0, +) > 0, "seed \(seed)")
        #expect(held.streams.count == 320, "seed \(seed)")
        #expect(await settles { held.streams.allSatisfy { !$0.isOpen } }, "seed \(seed)")
        #expect(visitors.come().get("/a")?.body == "/a", "seed \(seed)")
        #expect(await settles { server.statistics.openConnections <= 1 }, "seed \(seed)")
      }
    }
  }
}
