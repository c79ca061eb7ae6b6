import Dispatch
import Glibc
import HTTPServer
import TestSupport
import Testing

extension ServerTests {
  @Suite("Sockets handed over")
  struct ListenerTests {
    @Test("the server accepts on all of them")
    func several() async throws {
      let listeners = try Self.listeners(3)
      let ports = listeners.map { $0.address.port }
      try await withServer {
        $0.listeners = listeners
        $0.host = "no such host"
      } _: { server, port in
        #expect(server.addresses.map { $0.port } == ports)
        #expect(server.addresses.allSatisfy { $0.isLoopback })
        #expect(port == ports[0])
        #expect(Self.answers(ports) == ["/a", "/a", "/a"])
      }
      // Nobody else holds them: they are closed.
      #expect(Self.answers(ports) == [nil, nil, nil])
    }

    /// Sockets as they are handed over. A function of its own: within the one above the optimiser crashes (Swift 6.3.1).
    private static func listeners(_ count: Int) throws -> [Listener] {
      try (0..<count).map { _ in try Listener(inherited: socket()) }
    }

    /// What each port answers to a request for `/a`.
    private static func answers(_ ports: [Int]) -> [String?] {
      ports.map { Client(port: $0).get("/a")?.body }
    }

    @Test("connections that arrive between two servers wait for the second")
    func handover() async throws {
      let held = try Self.socket()
      defer { close(held) }
      var waiting: [Client] = []
      for round in 0..<3 {
        try await withServer {
          $0.listeners = [try! Listener(inherited: dup(held))]
        } _: { _, port in
          for client in waiting { #expect(client.read()?.body == "/\(round)") }
          waiting = []
        }
        let port = try Listener(inherited: dup(held)).address.port
        waiting = (0..<20).map { _ in Client(port: port) }
        for client in waiting { client.send("GET /\(round + 1) HTTP/1.1\r\nHost: a\r\n\r\n") }
      }
    }

    @Test("what is no listening TCP socket is refused, with what to hand over")
    func useless() throws {
      let (stream, datagrams) = (Int32(SOCK_STREAM.rawValue), Int32(SOCK_DGRAM.rawValue))
      let cases: [(Int32, String)] = [
        (open("/dev/null", O_RDONLY), "not a socket"),
        (Glibc.socket(AF_INET, stream, 0), "does not listen"),
        (Glibc.socket(AF_INET, datagrams, 0), "datagrams"),
        (Glibc.socket(AF_UNIX, stream, 0), "another kind than IPv4 and IPv6"),
        (-1, "not open"),
      ]
      for (descriptor, words) in cases {
        let error = try #require(throws: ServerError.self) { try Listener(inherited: descriptor) }
        #expect(error.description.contains(words) && error.description.contains("ListenStream="))
        if descriptor >= 0 { close(descriptor) }
      }
    }

    @Test("sockets meant for another process, or none, are not taken")
    func notMeant() throws {
      #expect(try SocketActivation.takeListeners([:]).isEmpty)
      #expect(try SocketActivation.takeListeners(["LISTEN_FDS": "1"]).isEmpty)
      #expect(try SocketActivation.takeListeners(["LISTEN_FDS": "1", "LISTEN_PID": "1"]).isEmpty)
      #expect(try SocketActivation.takeListeners(["LISTEN_FDS": "0", "LISTEN_PID": "\(getpid())"]).isEmpty)
      let error = try #require(throws: ServerError.self) {
        try SocketActivation.takeListeners(["LISTEN_FDS": "many", "LISTEN_PID": "\(getpid())"])
      }
      #expect(error.description.contains("LISTEN_FDS is \"many\""))
    }

    @Test("two servers share a port if both say so")
    func shared() async throws {
      try await withServer {
        $0.sharesPort = true
      } _: { first, port in
        try await withServer {
          $0.sharesPort = true
          $0.port = port
        } _: { second, _ in
          for _ in 0..<100 { #expect(Client(port: port).get("/a")?.body == "/a") }
          #expect(first.statistics.acceptedConnections > 0)
          #expect(second.statistics.acceptedConnections > 0)
        }
        var alone = ServerConfiguration()
        alone.port = port
        let third = Server(configuration: alone) { _ in TestHandler(queue: .global()) }
        #expect(throws: ServerError.self) { try third.start() }
      }
    }

    /// A socket that listens on a port of its own of this machine.
    private static func socket() throws -> Int32 {
      let descriptor = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      let bound = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
      try #require(bound == 0 && listen(descriptor, 128) == 0)
      return descriptor
    }
  }
}
