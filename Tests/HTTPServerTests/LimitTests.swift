import HTTPServer
import HTTPWire
import TestSupport
import Testing

extension ServerTests {
  @Suite("Limits over sockets")
  struct LimitTests {
    @Test("a slow header is refused with 408")
    func slowHeader() async throws {
      try await withServer {
        $0.limits.headerTimeout = .milliseconds(80)
      } _: { _, port in
        let client = Client(port: port)
        client.send("GET / HTTP/1.1\r\n")
        #expect(client.read()?.status == 408)
        #expect(client.isClosedByServer())
      }
    }

    @Test("a slow body is refused with 408")
    func slowBody() async throws {
      try await withServer {
        $0.limits.bodyGrace = .milliseconds(80)
      } _: { _, port in
        let client = Client(port: port)
        client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhello")
        #expect(client.read()?.status == 408)
      }
    }

    @Test("an idle connection is closed without a word")
    func idle() async throws {
      try await withServer {
        $0.limits.idleTimeout = .milliseconds(60)
      } _: { server, port in
        let client = Client(port: port)
        #expect(client.get("/")?.status == 200)
        #expect(client.isClosedByServer())
      }
    }

    @Test("a client that does not read is cut")
    func writeStall() async throws {
      try await withServer {
        $0.limits.writeStallTimeout = .milliseconds(60)
      } _: { server, port in
        let client = Client(port: port)
        for _ in 0..<4 { client.send("GET /big HTTP/1.1\r\nHost: a\r\n\r\n") }
        #expect(await settles { server.statistics.openConnections == 0 })
      }
    }

    @Test("connections beyond the cap are told to come later")
    func cap() async throws {
      try await withServer {
        $0.maximumConnections = 2
        $0.retryAfterSeconds = 7
      } _: { server, port in
        var clients = [Client(port: port), Client(port: port)]
        for client in clients { #expect(client.get("/")?.status == 200) }
        let third = Client(port: port)
        let answer = third.read()
        #expect(answer?.status == 503)
        #expect(answer?.has("Retry-After: 7") == true)
        #expect(third.isClosedByServer())
        #expect(server.statistics.refusedConnections == 1)
        // Optimised code would let go of them, and so close them, before the third comes.
        withExtendedLifetime(clients) {}
        clients.removeAll()
        #expect(await settles { server.statistics.openConnections == 0 })
        #expect(Client(port: port).get("/")?.status == 200)
      }
    }

    @Test("bytes after a refusal are read up to a limit, then the connection is cut")
    func lingering() async throws {
      try await withServer { server, port in
        let client = Client(port: port)
        client.send("BAD\r\n")
        #expect(client.read()?.status == 400)
        while client.send([UInt8](repeating: 0x61, count: 10_000)) {}
        #expect(await settles { server.statistics.openConnections == 0 })
      }
    }
  }
}

/// Whether `condition` becomes true within a minute.
func settles(_ condition: () -> Bool) async -> Bool {
  for _ in 0..<12_000 {
    if condition() { return true }
    try? await Task.sleep(for: .milliseconds(5))
  }
  return condition()
}
