import HTTPServer
import TestSupport
import Testing

extension ServerTests {
  @Suite("Deferred answers")
  struct DeferredTests {
    @Test("keep their place among pipelined requests")
    func order() async throws {
      try await withServer { _, port in
        let client = Client(port: port)
        let paths = ["/later/30", "/a", "/later/1", "/later/0", "/b"]
        client.send(paths.map { "GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
        for path in paths { #expect(client.read()?.body == path) }
      }
    }

    @Test("do not hold up other connections")
    func others() async throws {
      try await withServer {
        $0.threads = 1
      } _: { _, port in
        let waiting = Client(port: port)
        waiting.send("GET /never HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(Client(port: port).get("/a")?.body == "/a")
      }
    }

    @Test("are 500 when let go")
    func lost() async throws {
      try await withServer { _, port in
        let client = Client(port: port)
        #expect(client.get("/lost")?.status == 500)
        #expect(client.get("/a")?.body == "/a")
      }
    }

    @Test("are dropped when the connection has died, and the next in its place gets none")
    func dead() async throws {
      try await withServer {
        $0.threads = 1
      } _: { _, port in
        for _ in 0..<10 {
          do {
            let client = Client(port: port)
            client.send("GET /later/20 HTTP/1.1\r\nHost: a\r\n\r\n")
          }
          #expect(Client(port: port).get("/a")?.body == "/a")
        }
        try await Task.sleep(for: .milliseconds(50))
        #expect(Client(port: port).get("/b")?.body == "/b")
      }
    }

    @Test("many at once from many connections")
    func many() async throws {
      try await withServer { _, port in
        let bodies = await concurrently(32) { _ in
          let client = Client(port: port)
          return (0..<20).map { client.get("/later/\($0 % 3)")?.body == "/later/\($0 % 3)" }
        }
        #expect(bodies.joined().contains(false) == false)
      }
    }

    @Test("that never come do not hold up the end")
    func neverWithDrain() async throws {
      try await withServer { server, port in
        let client = Client(port: port)
        client.send("GET /never HTTP/1.1\r\nHost: a\r\n\r\n")
        try await Task.sleep(for: .milliseconds(20))
        let time = await ContinuousClock().measure { await server.drain(within: .milliseconds(100)) }
        #expect(time < .seconds(2))
        #expect(client.read() == nil)
      }
    }
  }
}
