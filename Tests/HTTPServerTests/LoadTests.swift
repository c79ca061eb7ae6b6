import Glibc
import HTTPServer
import HTTPWire
import Synchronization
import TestSupport
import Testing

extension ServerTests {
  @Suite("Under load and attack")
  struct LoadTests {
    @Test("a client has so many connections at most, and others have theirs")
    func perClient() async throws {
      try await withServer {
        $0.maximumConnectionsPerClient = 2
        $0.limitsLoopback = true
        $0.retryAfterSeconds = 3
      } _: { server, port in
        var clients = (0..<2).map { _ in Client(port: port, source: 5) }
        for client in clients { #expect(client.get("/")?.status == 200) }
        let third = Client(port: port, source: 5)
        let answer = third.read()
        #expect(answer?.status == 503)
        #expect(answer?.has("Retry-After: 3") == true)
        #expect(third.isClosedByServer())
        #expect(Client(port: port, source: 6).get("/")?.status == 200)
        #expect(server.statistics.refusedAtClientLimit == 1)
        #expect(server.statistics.refusedConnections == 1)
        // Optimised code would let go of them, and so close them, before the third comes.
        withExtendedLifetime(clients) {}
        clients.removeAll()
        #expect(await settles { server.statistics.openConnections == 0 })
        for _ in 0..<10 {
          let client = Client(port: port, source: 5)
          #expect(client.get("/")?.status == 200)
          client.shutDownWriting()
          #expect(client.isClosedByServer())
        }
      }
    }

    @Test("connections from this machine are as many as they like, unless said otherwise")
    func loopback() async throws {
      try await withServer {
        $0.maximumConnectionsPerClient = 1
      } _: { _, port in
        let clients = (0..<5).map { _ in Client(port: port) }
        for client in clients { #expect(client.get("/")?.status == 200) }
      }
    }

    @Test("one that sends without end does not hold up the others")
    func fairness() async throws {
      try await withServer {
        $0.threads = 1
      } _: { server, port in
        let isOver = Atomic(false)
        async let floods = concurrently(4) { index in
          let flooder = Client(port: port)
          let requests = Array(String(repeating: "GET /f HTTP/1.1\r\nHost: a\r\n\r\n", count: 500).utf8)
          var rounds = 0
          while !isOver.load(ordering: .relaxed), flooder.send(requests) {
            for _ in 0..<500 where flooder.read() == nil { return -1 }
            rounds += 1
          }
          return rounds
        }
        let served = await concurrently(1) { _ in
          let client = Client(port: port)
          let answers = (0..<200).map { client.get("/\($0)")?.body == "/\($0)" }
          isOver.store(true, ordering: .relaxed)
          return answers.allSatisfy(\.self)
        }
        #expect(served == [true])
        let rounds = await floods
        #expect(!rounds.contains(-1))
      }
    }

    @Test("one that sends requests and never reads is not listened to any further")
    func backPressure() async throws {
      try await withServer {
        $0.limits.writeStallTimeout = .seconds(30)
      } _: { server, port in
        let client = Client(port: port)
        let requests = Array(String(repeating: "GET /echo HTTP/1.1\r\nHost: a\r\n\r\n", count: 1_000).utf8)
        let limit = 200_000_000
        // What the kernel keeps on both sides, and no more.
        #expect(client.flood(requests, limit: limit) < limit)
        #expect(Client(port: port).get("/a")?.body == "/a")
        #expect(server.statistics.openConnections >= 1)
      }
    }

    @Test("resets at any point do no harm", arguments: [UInt64.random(in: 0...UInt64.max)])
    func resets(seed: UInt64) async throws {
      try await withServer { server, port in
        _ = await concurrently(8) { index in
          var random = SeededGenerator(seed: seed &+ UInt64(index))
          let texts = [
            "", "G", "GET /a HTTP/1.1\r\nHost: a\r\n\r\n", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhe",
            "GET /big HTTP/1.1\r\nHost: a\r\n\r\n", "GET /later/2 HTTP/1.1\r\nHost: a\r\n\r\n", "BAD\r\n",
          ]
          for _ in 0..<60 {
            let client = Client(port: port)
            client.resetsAtEnd()
            client.send(texts.randomElement(using: &random)!)
            if Bool.random(using: &random) { usleep(.random(in: 0...3_000, using: &random)) }
          }
        }
        #expect(Client(port: port).get("/b")?.body == "/b", "seed \(seed)")
        #expect(await settles { server.statistics.openConnections <= 1 }, "seed \(seed)")
      }
    }

    @Test("as many connections at once as the test may open")
    func storm() async throws {
      var limit = rlimit()
      getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
      // Both ends of each are in this process.
      let count = min(1_000, (Int(clamping: limit.rlim_cur) - 200) / 2)
      try #require(count > 100)
      try await withServer { server, port in
        let bodies = await concurrently(8) { index in
          let clients = (0..<count / 8).map { _ in Client(port: port) }
          for client in clients { client.send("GET /\(index) HTTP/1.1\r\nHost: a\r\n\r\n") }
          return clients.allSatisfy { $0.read()?.body == "/\(index)" }
        }
        #expect(!bodies.contains(false))
        #expect(server.statistics.acceptedConnections == count / 8 * 8)
        #expect(server.statistics.refusedConnections == 0)
      }
    }

    @Test("a thread that does not come back is noticed")
    func pulse() async throws {
      try await withServer {
        $0.threads = 2
      } _: { server, port in
        #expect(await settles { server.takePulse() })
        #expect(await settles { server.takePulse() })
        let client = Client(port: port)
        client.send("GET /block/300 HTTP/1.1\r\nHost: a\r\n\r\n")
        let hasMissed = await settles { !server.takePulse() && !server.takePulse() }
        #expect(hasMissed)
        #expect(client.read()?.status == 200)
        #expect(await settles { server.takePulse() })
      }
    }
  }
}
