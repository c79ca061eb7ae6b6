import HTTPServer
import HTTPWire
import TestSupport
import Testing

extension ServerTests {
  @Suite("Clients of answers that go on")
  struct StreamClientTests {
    enum Leaving: CaseIterable {
      case closing, reset, halfClosing, withRequestUnread
    }

    @Test("one that leaves is noticed, and its place is free", arguments: Leaving.allCases, [false, true])
    func leaves(way: Leaving, tls: Bool) async throws {
      try await withStreams(tls: tls) { server, visitors, held in
        var client: Client? = try visitors.listen()
        let other = try visitors.listen()
        let streams = held.streams
        #expect(streams.count == 2)
        switch way {
        case .closing: client = nil
        case .reset:
          client?.resetsAtEnd()
          client = nil
        case .halfClosing: client?.shutDownWriting()
        case .withRequestUnread:
          client?.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n")
          client?.shutDownWriting()
        }
        #expect(await settles { !streams[0].isOpen })
        #expect(streams[0].send([0x61]) == false)
        #expect(await settles { server.statistics.openConnections == 1 })
        #expect(streams[1].send([0x61]))
        #expect(other.readChunk() == [0x61])
        withExtendedLifetime(client) {}
      }
    }

    @Test("one that has left before the answer begins is noticed, too")
    func leftBefore() async throws {
      try await withStreams { server, visitors, held in
        for visit in 1...20 {
          let client = visitors.come()
          client.send("GET /stream HTTP/1.1\r\nHost: a\r\n\r\n")
          client.shutDownSocket()
          #expect(await settles { held.streams.count == visit && server.statistics.openConnections == 0 })
        }
        #expect(held.streams.allSatisfy { !$0.isOpen })
      }
    }

    @Test("one that is owed an answer and leaves is noticed over TLS, too", arguments: [false, true])
    func deferred(tls: Bool) async throws {
      try await withStreams(tls: tls) { _, visitors, held in
        var client: Client? = visitors.come()
        client?.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(await settles { held.deferred.count == 1 })
        let response = try #require(held.deferred.first)
        #expect(!response.isClientGone)
        client?.shutDownWriting()
        client = nil
        #expect(await settles { response.isClientGone })
      }
    }

    @Test(
      "one that does not read is dropped once too much waits for it, and the others get all", arguments: [false, true])
    func slow(tls: Bool) async throws {
      try await withStreams(tls: tls) {
        $0.threads = 1
        $0.limits.writeStallTimeout = .seconds(600)
        $0.limits.sendGrace = .seconds(600)
      } _: { server, visitors, held in
        let slow = try visitors.listen("/stream/200000")
        let fast = try visitors.listen("/stream/200000")
        let streams = held.streams
        let piece = [UInt8](repeating: 0x61, count: 50_000)
        var sent = 0
        // What the kernel keeps on both sides is some megabytes.
        while sent < 5_000, streams[0].send(piece) {
          sent += 1
          #expect(streams[1].send(piece))
          guard fast.readChunk() == piece else {
            Issue.record("piece \(sent) did not arrive")
            return
          }
        }
        #expect(sent < 5_000)
        #expect(sent > 3)
        #expect(!streams[0].isOpen)
        #expect(await settles { server.statistics.openConnections == 1 })
        #expect(streams[1].send([0x62]))
        #expect(fast.readChunk() == [0x62])
        withExtendedLifetime(slow) {}
      }
    }

    @Test("a single piece greater than what may wait drops the connection")
    func tooGreat() async throws {
      try await withStreams { server, visitors, held in
        let client = try visitors.listen("/stream/1000")
        let stream = try #require(held.streams.first)
        #expect(stream.send([UInt8](repeating: 0x61, count: 1_001)) == false)
        #expect(client.readChunk() == nil)
        #expect(await settles { server.statistics.openConnections == 0 })
      }
    }

    @Test("what was taken no longer counts, however much it is in all")
    func taken() async throws {
      try await withStreams { _, visitors, held in
        // Room for two pieces and the head: the last one may have arrived before the reactor takes it off.
        let client = try visitors.listen("/stream/4000")
        let stream = try #require(held.streams.first)
        for index in 0..<2_000 {
          let piece = [UInt8](repeating: UInt8(index % 256), count: 1 + index % 1_500)
          guard stream.send(piece), client.readChunk() == piece else {
            Issue.record("piece \(index) did not arrive")
            return
          }
        }
      }
    }

    @Test("one that takes nothing for too long is cut", arguments: [false, true])
    func stall(tls: Bool) async throws {
      try await withStreams(tls: tls) {
        $0.limits.writeStallTimeout = .milliseconds(60)
      } _: { server, visitors, held in
        let client = try visitors.listen("/stream/100000000")
        let stream = try #require(held.streams.first)
        #expect(stream.send([UInt8](repeating: 0x61, count: 40_000_000)))
        #expect(await settles { !stream.isOpen && server.statistics.openConnections == 0 })
        withExtendedLifetime(client) {}
      }
    }
  }
}
