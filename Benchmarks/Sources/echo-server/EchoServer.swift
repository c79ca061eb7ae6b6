import ArgumentParser
import Dispatch
import Glibc
import HTTPServer

/// Heed's HTTP server without Heed, so that suites of HTTP cases can be run against it.
@main
struct EchoServer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "echo-server",
    abstract: "Answer each request with its own body, and /echo with the request's header lines.")

  @Option(help: "The address to listen on.")
  var host = "127.0.0.1"

  @Option(help: "The port; 0 picks a free one.")
  var port = 8080

  @Option(help: "Threads that serve requests. Default: one a processor.")
  var threads: Int?

  func run() throws {
    var configuration = ServerConfiguration()
    configuration.host = host
    configuration.port = port
    if let threads { configuration.threads = threads }
    let server = Server(configuration: configuration) { _ in EchoHandler() }
    let address = try server.start()
    print("echo-server listens on http://\(address)")
    // Standard output to a pipe is buffered, and whoever started this waits for the line.
    fflush(nil)
    withExtendedLifetime(server) { dispatchMain() }
  }
}
