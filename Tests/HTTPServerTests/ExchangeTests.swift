import HTTPServer
import TestSupport
import Testing

extension ServerTests {
  @Suite("Requests over sockets")
  struct ExchangeTests {
    @Test("many requests on one connection")
    func keepAlive() async throws {
      try await withServer { _, port in
        let client = Client(port: port)
        for index in 0..<50 { #expect(client.get("/\(index)")?.body == "/\(index)") }
      }
    }

    @Test("pipelined requests, answered in order", arguments: [16, 100])
    func pipelining(count: Int) async throws {
      try await withServer { _, port in
        let client = Client(port: port)
        client.send((0..<count).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
        for index in 0..<count { #expect(client.read()?.body == "/\(index)") }
      }
    }

    @Test("a chunked body in pieces")
    func chunked() async throws {
      try await withServer { _, port in
        let client = Client(port: port)
        client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
        for piece in ["3\r", "\nhel\r\n2", "\r\nlo\r\n0\r\nX: y\r\n", "\r\n"] {
          client.send(piece)
          try await Task.sleep(for: .milliseconds(5))
        }
        #expect(client.read()?.body == "hello")
        #expect(client.get("/next")?.body == "/next")
      }
    }

    @Test("HEAD has the length of GET and no body")
    func head() async throws {
      try await withServer { _, port in
        let client = Client(port: port)
        client.send("HEAD /abc HTTP/1.1\r\nHost: a\r\n\r\n")
        let answer = client.read(isHead: true)
        #expect(answer?.has("Content-Length: 4") == true)
        #expect(client.get("/next")?.body == "/next")
      }
    }

    @Test("a handler refuses by the head alone, and is not sent the body")
    func refusedByHead() async throws {
      try await withServer { _, port in
        let client = Client(port: port)
        client.send("POST /locked HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n")
        let answer = client.read()
        #expect(answer?.status == 401)
        #expect(answer?.has("Connection: close") == true)
        #expect(client.isClosedByServer())
      }
    }

    @Test("the address of the client is known")
    func peer() async throws {
      try await withServer { _, port in
        #expect(Client(port: port).get("/peer")?.body == "true ffff7f000001")
      }
    }

    @Test("100 Continue, then the answer")
    func continues() async throws {
      try await withServer { _, port in
        let client = Client(port: port)
        client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n")
        #expect(client.read()?.status == 100)
        client.send("hello")
        #expect(client.read()?.body == "hello")
      }
    }

    @Test("a large body, and a large answer to a client that is slow to read it")
    func large() async throws {
      try await withServer { _, port in
        let client = Client(port: port)
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

    @Test("too large a body is refused, and the answer survives the bytes still sent")
    func tooLarge() async throws {
      try await withServer { _, port in
        let client = Client(port: port)
        client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 50000\r\n\r\n")
        client.send([UInt8](repeating: 0x61, count: 50_000))
        let answer = client.read()
        #expect(answer?.status == 413)
        #expect(answer?.has("Connection: close") == true)
        #expect(answer?.has("Content-Type: application/problem+json") == true)
        #expect(client.isClosedByServer())
      }
    }

    @Test("a client that shuts down its side gets its answer")
    func halfClose() async throws {
      try await withServer { _, port in
        let client = Client(port: port)
        client.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n")
        client.shutDownWriting()
        #expect(client.read()?.body == "/a")
        #expect(client.isClosedByServer())
      }
    }

    @Test("a handler that gives no answer gives 500")
    func silent() async throws {
      try await withServer { _, port in
        #expect(Client(port: port).get("/silent")?.status == 500)
      }
    }

    @Test("200 connections at once, 20 requests each")
    func concurrent() async throws {
      try await withServer { server, port in
        let clients = (0..<200).map { _ in Client(port: port) }
        for round in 0..<20 {
          for client in clients { client.send("GET /\(round) HTTP/1.1\r\nHost: a\r\n\r\n") }
          #expect(clients.allSatisfy { $0.read()?.body == "/\(round)" })
        }
        #expect(server.statistics.openConnections == 200)
        #expect(server.statistics.acceptedConnections == 200)
        // Optimised code would let go of the clients, and so close them, before the counts are looked at.
        withExtendedLifetime(clients) {}
      }
    }
  }
}
