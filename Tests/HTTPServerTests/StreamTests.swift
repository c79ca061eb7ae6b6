import HTTPServer
import HTTPWire
import TestSupport
import Testing

/// Runs `body` with a server, over TLS or not, whose `/stream` and `/held` are the test's.
func withStreams(
  tls: Bool = false, _ configure: (inout ServerConfiguration) -> Void = { _ in },
  _ body: (Server, StreamVisitors, HeldAnswers) async throws -> Void
) async throws {
  let context = tls ? try TestTLS().context() : nil
  let held = HeldAnswers()
  try await withServer(
    {
      $0.tls = context
      configure(&$0)
    }, held: held
  ) { server, port in
    try await body(server, StreamVisitors(port: port, tls: tls), held)
  }
}

/// Makes clients of a server.
struct StreamVisitors {
  let port: Int
  let tls: Bool

  func come() -> Client { Client(port: port, tls: tls ? TLSClientContext() : nil) }

  /// A client that has read the head of an answer that goes on.
  func listen(_ path: String = "/stream") throws -> Client {
    let client = come()
    let head = try #require(client.openStream(path))
    #expect(head.has("Transfer-Encoding: chunked"))
    #expect(head["Content-Length"] == nil)
    return client
  }
}

extension ServerTests {
  @Suite("Answers that go on")
  struct StreamTests {
    @Test("each piece arrives as it is sent, and the connection goes on after the end", arguments: [false, true])
    func pieces(tls: Bool) async throws {
      try await withStreams(tls: tls) { _, visitors, held in
        let client = visitors.come()
        for round in 0..<3 {
          #expect(client.openStream("/stream")?.mediaType == "text/event-stream")
          let stream = try #require(held.streams.last)
          for text in ["a", "b\r\n", String(repeating: "x", count: 50_000)] {
            #expect(stream.send(Array(text.utf8)))
            #expect(client.readChunk() == Array(text.utf8))
          }
          #expect(stream.send([]))
          #expect(stream.isOpen)
          stream.end()
          #expect(!stream.isOpen)
          #expect(stream.send([1]) == false)
          #expect(client.readChunk() == [])
          #expect(client.get("/\(round)")?.body == "/\(round)")
        }
      }
    }

    @Test("requests that come meanwhile wait for the end", arguments: [false, true])
    func pipelined(tls: Bool) async throws {
      try await withStreams(tls: tls) { _, visitors, held in
        let client = try visitors.listen()
        client.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\nGET /stream HTTP/1.1\r\nHost: a\r\n\r\n")
        let stream = try #require(held.streams.first)
        stream.send([0x61])
        #expect(client.readChunk() == [0x61])
        #expect(held.streams.count == 1)
        stream.end()
        #expect(client.readChunk() == [])
        #expect(client.read()?.body == "/a")
        #expect(client.read()?.status == 200)
        held.streams.last?.end()
        #expect(client.readChunk() == [])
      }
    }

    @Test("to HTTP/1.0 until the connection closes", arguments: [false, true])
    func oldVersion(tls: Bool) async throws {
      try await withStreams(tls: tls) { _, visitors, held in
        let client = visitors.come()
        client.send("GET /stream HTTP/1.0\r\n\r\n")
        let head = client.read()
        #expect(head?.has("Connection: close") == true)
        #expect(head?["Transfer-Encoding"] == nil)
        let stream = try #require(held.streams.first)
        stream.send(Array("one\n".utf8))
        stream.send(Array("two\n".utf8))
        stream.end()
        #expect(client.readToEnd() == "one\ntwo\n")
      }
    }

    @Test("HEAD gets the head alone, and the stream is over")
    func head() async throws {
      try await withStreams { _, visitors, held in
        let client = visitors.come()
        let head = client.request("HEAD", "/stream")
        #expect(head?.has("Transfer-Encoding: chunked") == true)
        let stream = try #require(held.streams.first)
        #expect(!stream.isOpen)
        #expect(stream.send([0x61]) == false)
        stream.end()
        #expect(client.get("/a")?.body == "/a")
      }
    }

    @Test("one that is let go ends")
    func letGo() async throws {
      try await withStreams { _, visitors, held in
        let client = try visitors.listen()
        held.streams.first?.send([0x61])
        held.letGo()
        #expect(client.readChunks() == "a")
        #expect(client.get("/a")?.body == "/a")
      }
    }

    @Test("many threads may send: each one's pieces arrive in their order")
    func threads() async throws {
      try await withStreams { _, visitors, held in
        let client = try visitors.listen()
        let stream = try #require(held.streams.first)
        _ = await concurrently(8) { thread in
          for number in 0..<200 { stream.send(Array("\(thread) \(number)\n".utf8)) }
        }
        stream.end()
        let lines = try #require(client.readChunks()).split(separator: "\n")
        #expect(lines.count == 1_600)
        for thread in 0..<8 {
          let own = lines.filter { $0.hasPrefix("\(thread) ") }
          #expect(own == (0..<200).map { "\(thread) \($0)" })
        }
      }
    }

    @Test("no idle time-out applies, and afterwards it does")
    func idle() async throws {
      try await withStreams {
        $0.limits.idleTimeout = .milliseconds(60)
      } _: { _, visitors, held in
        let client = try visitors.listen()
        let stream = try #require(held.streams.first)
        try await Task.sleep(for: .milliseconds(250))
        #expect(stream.send([0x61]))
        #expect(client.readChunk() == [0x61])
        stream.end()
        #expect(client.readChunk() == [])
        #expect(client.isClosedByServer())
      }
    }

    @Test("draining ends them all at once", arguments: [false, true])
    func drain(tls: Bool) async throws {
      try await withStreams(tls: tls) {
        $0.limits.drainGrace = .milliseconds(50)
      } _: { server, visitors, held in
        let clients = try (0..<20).map { _ in try visitors.listen() }
        for stream in held.streams { stream.send([0x61]) }
        await server.drain(within: .seconds(60))
        #expect(held.streams.count == 20)
        #expect(held.streams.allSatisfy { !$0.isOpen && !$0.send([0x62]) })
        for client in clients {
          #expect(client.readChunks() == "a")
          #expect(client.isClosedByServer())
        }
      }
    }

    @Test("a server that stops ends them")
    func stop() async throws {
      try await withStreams { server, visitors, held in
        let client = try visitors.listen()
        await server.stop()
        #expect(held.streams.count == 1)
        #expect(held.streams.allSatisfy { !$0.isOpen && !$0.send([0x62]) })
        withExtendedLifetime(client) {}
      }
    }
  }
}
