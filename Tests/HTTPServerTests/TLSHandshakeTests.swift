import HTTPServer
import HTTPWire
import TestSupport
import Testing

extension ServerTests {
  @Suite("TLS handshakes")
  struct TLSHandshakeTests {
    typealias Version = TLSClientContext.Version

    @Test("1.2 and 1.3, ECDSA and RSA", arguments: Version.allCases, TestCertificate.Kind.allCases)
    func versions(version: Version, kind: TestCertificate.Kind) async throws {
      try await withTLSServer([kind == .ec ? TestTLS.ec : TestTLS.rsa]) { server, port in
        let client = Client(port: port, tls: TLSClientContext(version))
        #expect(client.get("/a")?.body == "/a")
        #expect(client.tls?.version == version.rawValue)
        #expect(client.tls?.keyKind == kind.rawValue.uppercased())
        #expect(server.statistics.handshakes == 1)
      }
    }

    @Test("of two certificates the client is shown the one that it can check", arguments: Version.allCases)
    func twoCertificates(version: Version) async throws {
      try await withTLSServer([TestTLS.ec, TestTLS.rsa]) { _, port in
        var wishes = TLSClientContext(version)
        wishes.signatures = "RSA-PSS+SHA256:RSA+SHA256"
        #expect(Client(port: port, tls: wishes).tls?.keyKind == "RSA")
        wishes.signatures = "ECDSA+SHA256"
        #expect(Client(port: port, tls: wishes).tls?.keyKind == "EC")
      }
    }

    @Test("http/1.1 is picked among the protocols; without it there is no connection", arguments: Version.allCases)
    func protocols(version: Version) async throws {
      try await withTLSServer { _, port in
        var wishes = TLSClientContext(version)
        wishes.protocols = ["h2", "http/1.1"]
        let client = Client(port: port, tls: wishes)
        #expect(client.tls?.picked == "http/1.1")
        #expect(client.get("/a")?.body == "/a")
        wishes.protocols = ["h2", "http/1.10"]
        #expect(Client(port: port, tls: wishes).tls?.failure?.contains("no application protocol") == true)
      }
    }

    @Test("a session is taken up again", arguments: Version.allCases)
    func resumption(version: Version) async throws {
      // On all reactors: what a ticket needs is common to them.
      try await withTLSServer { _, port in
        var wishes = TLSClientContext(version)
        for round in 0..<5 {
          let client = Client(port: port, tls: wishes)
          #expect(client.get("/a")?.body == "/a")
          #expect(client.tls?.isResumed == (round > 0))
          wishes.session = client.tls?.saved
        }
      }
    }

    @Test("a client certificate that is required", arguments: Version.allCases)
    func required(version: Version) async throws {
      let known = TestCertificate("client", issuer: TestTLS.authority)
      try await withTLSServer(clients: .required) { server, port in
        var wishes = TLSClientContext(version)
        wishes.certificate = known
        let client = Client(port: port, tls: wishes)
        #expect(client.get("/a")?.body == "/a")
        // A client that is known may take its session up again.
        wishes.session = client.tls?.saved
        #expect(Client(port: port, tls: wishes).get("/b")?.body == "/b")

        for (stranger, alert) in [
          (nil, version == .tls13 ? "certificate required" : "handshake failure"),
          (TestCertificate("stranger"), "unknown ca"),
          (TestCertificate("late", issuer: TestTLS.authority, days: -9 ..< -1), "certificate expired"),
        ] {
          var wishes = TLSClientContext(version)
          wishes.certificate = stranger
          let client = Client(port: port, tls: wishes)
          #expect(client.get("/a") == nil)
          #expect(client.tls?.failure?.contains(alert) == true, "\(client.tls?.failure ?? "no alert")")
        }
        #expect(await settles { server.statistics.failedHandshakes == 3 })
      }
    }

    @Test("a client certificate that may be missing, but not be wrong")
    func optional() async throws {
      try await withTLSServer(clients: .optional) { _, port in
        #expect(Client(port: port, tls: TLSClientContext()).get("/a")?.body == "/a")
        var wishes = TLSClientContext()
        wishes.certificate = TestCertificate("stranger")
        #expect(Client(port: port, tls: wishes).get("/a") == nil)
        wishes.certificate = TestCertificate("client", issuer: TestTLS.authority)
        #expect(Client(port: port, tls: wishes).get("/a")?.body == "/a")
      }
    }

    @Test("another certificate is shown to new connections, while the old ones go on")
    func replacement() async throws {
      try await withTLSServer { server, port in
        let old = Client(port: port, tls: TLSClientContext())
        #expect(old.tls?.name == "ec.example")
        server.replaceTLS(with: try TestTLS().context([TestCertificate("next.example")]))
        var wishes = TLSClientContext()
        wishes.session = old.tls?.saved
        let new = Client(port: port, tls: wishes)
        #expect(new.tls?.name == "next.example")
        #expect(new.tls?.isResumed == false)
        #expect(new.get("/a")?.body == "/a")
        #expect(old.get("/b")?.body == "/b")
      }
    }

    @Test("a greeting that comes byte by byte", arguments: Version.allCases)
    func byteByByte(version: Version) async throws {
      try await withTLSServer { _, port in
        var wishes = TLSClientContext(version)
        wishes.piece = 1
        #expect(Client(port: port, tls: wishes).get("/a")?.body == "/a")
      }
    }

    @Test("garbage instead of a greeting is answered by an alert, or not at all")
    func garbage() async throws {
      try await withTLSServer {
        $0.limits.lingerTimeout = .milliseconds(50)
      } _: { server, port in
        let greetings: [[UInt8]] = [
          [0x16, 3, 1, 0xFF, 0xFF], [0x16, 3, 1, 0, 4, 1, 0, 0, 0], [0x80, 0x2E, 1, 0, 2], [0, 0, 0, 0, 0, 0],
          [UInt8](repeating: 0xFF, count: 20_000), Array("\r\n\r\n\r\n".utf8),
        ]
        for greeting in greetings {
          let client = Client(port: port)
          client.send(greeting)
          client.shutDownWriting()
          #expect(client.read() == nil)
        }
        #expect(await settles { server.statistics.openConnections == 0 })
        #expect(server.statistics.failedHandshakes == greetings.count)
        #expect(Client(port: port, tls: TLSClientContext()).get("/a")?.body == "/a")
      }
    }

    @Test("HTTP in plain text is told so", arguments: ["GET", "POST", "OPTIONS", "PATCH"])
    func plainText(method: String) async throws {
      try await withTLSServer { _, port in
        let client = Client(port: port)
        let answer = client.request(method, "/a", body: Array("hello".utf8))
        #expect(answer?.status == 400)
        #expect(answer?.body.contains("HTTPS") == true)
        #expect(client.isClosedByServer())
      }
    }

    @Test("a client that does not go on with its handshake is cut off", arguments: [0, 1, 100])
    func slow(count: Int) async throws {
      try await withTLSServer {
        $0.limits.headerTimeout = .milliseconds(100)
      } _: { server, port in
        let client = Client(port: port)
        let greeting = TLSClientSession.greeting
        client.sendRaw(Array(greeting.prefix(count)))
        #expect(client.isClosedByServer())
        #expect(await settles { server.statistics.openConnections == 0 })
        #expect(server.statistics.failedHandshakes == 1)
      }
    }

    @Test("50 handshakes at once do not hold up who is there already, and all come through")
    func many() async throws {
      try await withTLSServer([TestTLS.rsa]) {
        $0.threads = 1
      } _: { server, port in
        let present = Client(port: port, tls: TLSClientContext())
        async let answers = concurrently(50) { _ in
          Client(port: port, tls: TLSClientContext()).get("/new")?.body
        }
        var count = 0
        while server.statistics.handshakes < 51, count < 100_000 {
          #expect(present.get("/a")?.body == "/a")
          count += 1
        }
        // Four handshakes a turn and one answer a turn: who is there is served many times meanwhile.
        #expect(count >= 10)
        #expect(await answers.allSatisfy { $0 == "/new" })
      }
    }
  }
}
