import HTTPServer
import HeedService
import Logging

/// A service of a test's own on a free port of loopback, with the default policy.
struct LiveService {
  let service: Service
  let port: Int

  /// Starts a service with the changes that a test needs.
  init(_ change: (inout ServiceConfiguration) -> Void = { _ in }) throws {
    var configuration = ServiceConfiguration()
    configuration.host = "127.0.0.1"
    configuration.port = 0
    configuration.policy = Repository.defaultPolicy
    change(&configuration)
    service = try Service(configuration, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    port = try service.start().port
  }

  func client() throws -> TestClient { try TestClient(port: port) }
}
