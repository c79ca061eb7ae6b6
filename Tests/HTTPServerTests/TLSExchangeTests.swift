import HTTPServer
import HTTPWire
import TestSupport
import Testing

extension ServerTests {
  @Suite("Requests over TLS")
  struct TLSExchangeTests {
    typealias Version = TLSClientContext.Version

    @Test("a large body and a large answer, to a client that is slow to read it", arguments: Version.allCases)
    func large(version: Version) async throws {
      try await withTLSServer { _, port in
        let client = Client(port: port, tls: TLSClientContext(version))
        client.send("POST /large HTTP/1.1\r\nHost: a\r\nContent-Length: 5000000\r\n\r\n")
        client.send([UInt8](repeating: 0x61, count: 5_000_000))
        #expect(client.read()?.body == "5000000")
        client.send("GET /big HTTP/1.1\r\nHost: a\r\n\r\n")
        client.send("GET /after HTTP/1.1\r\nHost: a\r\n\r\n")
        try await Task.sleep(for: .milliseconds(50))
        #expect(client.read()?.body.utf8.count == 4_000_000)
        #expect(client.read()?.body == "/after")
      }
    }

    @Test("records of any size, in pieces of any size", arguments: [1, 7, 500, 16_384], [1, 100, 4_096])
    func records(record: Int, piece: Int) async throws {
      try await withTLSServer { _, port in
        var wishes = TLSClientContext()
        wishes.piece = piece
        let client = Client(port: port, tls: wishes)
        let body = String(repeating: "x", count: 900)
        let request = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\n\(body)"
        for _ in 0..<3 {
          client.tls?.write(Array(request.utf8), record: record)
          client.sendRaw(client.tls?.give() ?? [])
          #expect(client.read()?.body == body)
        }
      }
    }

    @Test("many requests in one record, and many records at once", arguments: [100, 3_000])
    func pipelining(count: Int) async throws {
      try await withTLSServer {
        $0.threads = 1
      } _: { _, port in
        let client = Client(port: port, tls: TLSClientContext())
        client.send((0..<count).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
        for index in 0..<count { #expect(client.read()?.body == "/\(index)") }
      }
    }

    @Test("requests that wait in OpenSSL's buffer behind a deferred answer are not forgotten")
    func deferred() async throws {
      try await withTLSServer { _, port in
        let client = Client(port: port, tls: TLSClientContext())
        var bytes: [UInt8] = []
        for path in ["/later/50", "/a", "/later/1", "/b"] {
          client.tls?.write(Array("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
          bytes += client.tls?.give() ?? []
        }
        client.sendRaw(bytes)
        for path in ["/later/50", "/a", "/later/1", "/b"] { #expect(client.read()?.body == path) }
      }
    }

    @Test("new keys in between, asked for by the client")
    func keyUpdates() async throws {
      try await withTLSServer { _, port in
        let client = Client(port: port, tls: TLSClientContext(.tls13))
        for index in 0..<20 {
          client.tls?.updateKeys()
          #expect(client.get("/\(index)")?.body == "/\(index)")
        }
        // Without a request, too: nothing is due then, and the connection goes on.
        client.tls?.updateKeys()
        client.tls?.shakeHands()
        client.sendRaw(client.tls?.give() ?? [])
        #expect(client.get("/after")?.body == "/after")
      }
    }

    @Test("a client that closes its side gets its answer, then the closure alert", arguments: Version.allCases)
    func halfClose(version: Version) async throws {
      try await withTLSServer { _, port in
        let client = Client(port: port, tls: TLSClientContext(version))
        client.send("GET /later/20 HTTP/1.1\r\nHost: a\r\n\r\n")
        client.shutDownWriting()
        #expect(client.read()?.body == "/later/20")
        #expect(client.isClosedByServer())
        #expect(client.tls?.isClosed == true)
      }
    }

    @Test("a client that closes without a closure alert gets its answer all the same", arguments: Version.allCases)
    func truncation(version: Version) async throws {
      try await withTLSServer { server, port in
        let client = Client(port: port, tls: TLSClientContext(version))
        client.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n")
        client.shutDownSocket()
        #expect(client.read()?.body == "/a")
        #expect(await settles { server.statistics.openConnections == 0 })
      }
    }

    @Test("the last answer is followed by the closure alert")
    func close() async throws {
      try await withTLSServer { _, port in
        let client = Client(port: port, tls: TLSClientContext())
        client.send("GET /big HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        try await Task.sleep(for: .milliseconds(50))
        #expect(client.read()?.body.utf8.count == 4_000_000)
        #expect(client.isClosedByServer())
        #expect(client.tls?.isClosed == true)
      }
    }

    @Test("a record that was tampered with ends the connection")
    func tampering() async throws {
      try await withTLSServer { server, port in
        let client = Client(port: port, tls: TLSClientContext())
        client.tls?.write(Array("GET /a HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
        var bytes = client.tls?.give() ?? []
        bytes[bytes.count / 2] ^= 1
        client.sendRaw(bytes)
        #expect(client.read() == nil)
        #expect(await settles { server.statistics.openConnections == 0 })
      }
    }

    @Test("an idle connection is closed with the alert; one too many is told so")
    func limits() async throws {
      try await withTLSServer {
        $0.limits.idleTimeout = .milliseconds(300)
        $0.maximumConnections = 1
      } _: { _, port in
        let client = Client(port: port, tls: TLSClientContext())
        let second = Client(port: port, tls: TLSClientContext())
        #expect(second.read()?.status == 503)
        #expect(client.isClosedByServer())
        #expect(client.tls?.isClosed == true)
      }
    }

    @Test("a client that does not read is cut")
    func writeStall() async throws {
      try await withTLSServer {
        $0.limits.writeStallTimeout = .milliseconds(60)
      } _: { server, port in
        let client = Client(port: port, tls: TLSClientContext())
        for _ in 0..<4 { client.send("GET /big HTTP/1.1\r\nHost: a\r\n\r\n") }
        #expect(await settles { server.statistics.openConnections == 0 })
        withExtendedLifetime(client) {}
      }
    }

    @Test("draining finishes what has begun, and closes with the alert")
    func drain() async throws {
      try await withTLSServer {
        $0.limits.drainGrace = .milliseconds(50)
        $0.limits.lingerTimeout = .milliseconds(200)
      } _: { server, port in
        let idle = Client(port: port, tls: TLSClientContext())
        #expect(idle.get("/a")?.body == "/a")
        let owed = Client(port: port, tls: TLSClientContext())
        owed.send("GET /later/100 HTTP/1.1\r\nHost: a\r\n\r\n")
        // Has said nothing yet, so that its handshake is still to come.
        let silent = Client(port: port)
        try await Task.sleep(for: .milliseconds(30))
        async let answers = concurrently(2) { client in
          client == 0 ? (idle.isClosedByServer() ? Client.Answer() : nil) : owed.read()
        }
        await server.drain(within: .seconds(2))
        #expect(await answers[0] == Client.Answer())
        #expect(idle.tls?.isClosed == true)
        #expect(await answers[1]?.body == "/later/100")
        #expect(await answers[1]?.has("Connection: close") == true)
        #expect(silent.isClosedByServer())
      }
    }

    @Test("200 connections at once, 20 requests each")
    func concurrent() async throws {
      try await withTLSServer { server, port in
        let clients = (0..<200).map { _ in Client(port: port, tls: TLSClientContext()) }
        for round in 0..<20 {
          for client in clients { client.send("GET /\(round) HTTP/1.1\r\nHost: a\r\n\r\n") }
          #expect(clients.allSatisfy { $0.read()?.body == "/\(round)" })
        }
        #expect(server.statistics.openConnections == 200)
        withExtendedLifetime(clients) {}
      }
    }
  }
}
