import Foundation
import HTTPServer
import Logging
import TestSupport
import Testing

@testable import HeedService

@Suite("Sockets handed over to the service")
struct ListenerTests {
  @Test("It listens on them instead of its host and port, and logs so")
  func used() async throws {
    let log = LogCapture()
    var configuration = ServiceConfiguration()
    configuration.data = nil
    configuration.host = "no such host"
    configuration.policy = Repository.defaultPolicy
    configuration.allowOpenAccess = true
    let listener = try Self.listener(on: 0x7F00_0001)
    let service = try Service(configuration, logger: Logger(label: "test") { _ in log }, listeners: [listener])
    #expect(try service.start() == listener.address)
    #expect(service.addresses == [listener.address])
    #expect(Client(port: listener.address.port).get("/livez")?.status == 200)
    #expect(log.lines(from: .notice).contains { $0.contains("handed over") && $0.contains("\(listener.address)") })
    await service.drain()
  }

  @Test("The rule for open addresses holds for them, too")
  func open() throws {
    var configuration = ServiceConfiguration()
    configuration.data = nil
    configuration.policy = Repository.defaultPolicy
    let listeners = [try Self.listener(on: 0x7F00_0001), try Self.listener(on: 0)]
    let logger = Logger(label: "test") { _ in LogCapture() }
    let error = try #require(throws: ServiceError.self) {
      try Service(configuration, logger: logger, listeners: listeners)
    }
    #expect(error.description.contains("0.0.0.0"))
    _ = try Service(configuration, logger: logger, listeners: [listeners[0]])
    configuration.allowOpenAccess = true
    _ = try Service(configuration, logger: logger, listeners: listeners)
  }

  /// A socket that listens on a free port of an IPv4 address.
  private static func listener(on host: UInt32) throws -> Listener {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = host.bigEndian
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try #require(bound == 0 && listen(descriptor, 16) == 0)
    return try Listener(inherited: descriptor)
  }
}
