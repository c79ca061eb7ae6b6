import Dispatch
import Glibc
import HTTPServer
import HTTPWire
import Synchronization
import TestSupport
import Testing

extension ServerTests {
  @Suite("Starting and stopping")
  struct LifeTests {
    @Test("the address in use is named, with what to do")
    func addressInUse() async throws {
      try await withServer { _, port in
        var configuration = ServerConfiguration()
        configuration.port = port
        let second = Server(configuration: configuration) { _ in TestHandler(queue: .global()) }
        let error = try #require(throws: ServerError.self) { try second.start() }
        #expect(error.isAddressInUse)
        #expect(error.description.contains("choose another port"))
      }
    }

    @Test("what cannot be listened on", arguments: [("127.0.0.1", 70_000), ("192.0.2.1", 0), ("no such host", 0)])
    func errors(host: String, port: Int) {
      var configuration = ServerConfiguration()
      configuration.host = host
      configuration.port = port
      let server = Server(configuration: configuration) { _ in TestHandler(queue: .global()) }
      #expect(throws: ServerError.self) { try server.start() }
    }

    @Test("a server starts once, and its port is free when it has stopped")
    func twice() async throws {
      var freed = 0
      try await withServer { server, port in
        #expect(throws: ServerError.self) { try server.start() }
        freed = port
      }
      try await withServer {
        $0.port = freed
      } _: { _, port in
        #expect(port == freed)
        #expect(Client(port: port).get("/")?.status == 200)
      }
    }

    @Test("IPv6 and host names")
    func hosts() async throws {
      try await withServer {
        $0.host = "localhost"
      } _: { _, port in
        #expect(port > 0)
      }
    }

    @Test("draining closes idle connections, finishes requests and ends")
    func drain() async throws {
      try await withServer {
        $0.limits.drainGrace = .milliseconds(300)
        $0.limits.lingerTimeout = .milliseconds(100)
      } _: { server, port in
        let idle = Client(port: port)
        #expect(idle.get("/")?.status == 200)
        let begun = Client(port: port)
        begun.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhe")
        let owed = Client(port: port)
        owed.send("GET /later/500 HTTP/1.1\r\nHost: a\r\n\r\n")
        try await Task.sleep(for: .milliseconds(20))
        // On threads of their own: blocking reads must not keep the drain from running.
        async let answers = concurrently(3) { client in
          switch client {
          case 0: return idle.isClosedByServer() ? Client.Answer() : nil
          case 1:
            usleep(100_000)
            return begun.send("llo") ? begun.read() : nil
          default: return owed.read()
          }
        }
        await server.drain(within: .seconds(10))
        let (idleEnd, beganEnd, owedEnd) = (await answers[0], await answers[1], await answers[2])
        #expect(idleEnd == Client.Answer())
        #expect(beganEnd?.body == "hello")
        #expect(beganEnd?.has("Connection: close") == true)
        #expect(owedEnd?.body == "/later/500")
        #expect(server.statistics.openConnections == 0)
      }
    }

    @Test("draining under load loses no request in flight")
    func drainUnderLoad() async throws {
      try await withServer { server, port in
        let answered = Atomic<Int>(0)
        async let lost = concurrently(24) { _ in
          let client = Client(port: port)
          while true {
            guard let answer = client.get("/later/1") else { return 1 }
            answered.add(1, ordering: .relaxed)
            if answer.has("Connection: close") { return 0 }
          }
        }
        try await Task.sleep(for: .milliseconds(150))
        await server.drain(within: .seconds(10))
        #expect(await lost.reduce(0, +) == 0)
        // On a machine that is busy, or with a sanitizer, it is not much that is under way.
        #expect(answered.load(ordering: .relaxed) > 24)
      }
    }

    @Test("garbage never harms", arguments: [UInt64.random(in: 0...UInt64.max)])
    func garbage(seed: UInt64) async throws {
      var random = SeededGenerator(seed: seed)
      let seeds = (0..<8).map { _ in random.next() }
      try await withServer {
        $0.limits.lingerTimeout = .milliseconds(20)
        $0.limits.headerTimeout = .milliseconds(200)
      } _: { server, port in
        _ = await concurrently(8) { index in
          var random = SeededGenerator(seed: seeds[index])
          for _ in 0..<60 {
            let client = Client(port: port)
            client.send(Garbage.make(&random))
            client.shutDownWriting()
            _ = client.read()
          }
        }
        #expect(Client(port: port).get("/")?.body == "/", "seed \(seed)")
        #expect(await settles { server.statistics.openConnections <= 1 }, "seed \(seed)")
      }
    }
  }
}
