import ArgumentParser
import Dispatch
import Foundation
import HTTPServer
import HeedService
import Logging
import Scoring

struct Serve: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serve /score and the rest over HTTP.",
    discussion: """
      One line on standard output says the address once the service is ready; logs go to standard error. SIGTERM and \
      SIGINT stop it gracefully, SIGHUP reads policy, keys and certificates anew. Sockets that systemd hands over are \
      used in place of --host and --port.
      """)

  @OptionGroup var options: ConfigurationOptions

  @Option(help: "The address to listen on. Default: the configuration's, or 127.0.0.1.")
  var host: String?

  @Option(help: "The port to listen on; 0 picks a free one. Default: the configuration's, or 8080.")
  var port: Int?

  @Flag(help: "Let other processes that say so too listen on the same address and port.")
  var reusePort = false

  @Option(help: "Threads that serve requests. Default: the configuration's, or one a processor.")
  var threads: Int?

  @Option(help: "The folder of the queue's database; none keeps no queue. Default: the configuration's, or ./data.")
  var data: String?

  @Option(help: "The file of API keys to ask for; none asks for none. Default: the configuration's, or none.")
  var keys: String?

  @Option(help: "Speak HTTPS with this certificate and its chain, a file in PEM. Default: the configuration's.")
  var tlsCert: String?

  @Option(help: "The key of that certificate, a file in PEM.")
  var tlsKey: String?

  @Flag(help: "Listen on an address other than loopback although requests need no key.")
  var allowOpenAccess = false

  func run() throws {
    let environment = ProcessInfo.processInfo.environment
    let manager = ServiceManager.take(environment)
    let listeners = try Terminal.explaining { try SocketActivation.takeListeners(environment) }
    let configuration = try Terminal.explaining { try effectiveConfiguration() }
    LoggingSystem.bootstrap { label in
      var handler = StreamLogHandler.standardError(label: label)
      handler.logLevel = configuration.logLevel
      return handler
    }
    let logger = Logger(label: "heed")
    OpenFiles.provide(for: configuration, logger)
    let service = try Terminal.explaining { try Service(configuration, logger: logger, listeners: listeners) }
    let signals = SignalHandling(service, manager)
    _ = try Terminal.explaining { try service.start() }
    let policy = service.policies.status.policy
    let scheme = configuration.tls.isEnabled ? "https" : "http"
    let addresses = service.addresses.map { "\(scheme)://\($0)" }.joined(separator: ", ")
    Terminal.write(
      "heed \(HeedVersion.current) listens on \(addresses) (policy \(policy.name) \(policy.version))\n")
    manager?.ready("listens on \(addresses)")
    let watchdog = manager.flatMap { Watchdog(service, $0) }
    withExtendedLifetime((signals, watchdog)) { dispatchMain() }
  }

  private func effectiveConfiguration() throws -> ServiceConfiguration {
    var configuration = try options.load()
    if let host { configuration.host = host }
    if let port { configuration.port = port }
    if reusePort { configuration.reusePort = true }
    if let threads { configuration.threads = threads }
    if let data { configuration.name(data: data) }
    if let keys { configuration.access.name(keys: keys) }
    configuration.tls.replace(certificate: tlsCert, key: tlsKey)
    if allowOpenAccess { configuration.allowOpenAccess = true }
    let problems = configuration.problems()
    if !problems.isEmpty { throw FileError(path: "the command line", problems: problems) }
    return configuration
  }
}
