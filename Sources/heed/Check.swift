import ArgumentParser
import Foundation
import HTTPServer
import HeedService

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check configuration, keys and policy, and show the policy as a table.",
    discussion: "All mistakes are listed at once, with line and field. The exit code is 1 if there is any.")

  @OptionGroup var options: ConfigurationOptions

  @Option(help: "The file of keys. Default: the environment's HEED_KEYS, or the configuration's.")
  var keys: String?

  func run() throws {
    try Terminal.explaining {
      let configuration = try options.load()
      if let path = options.path() { Terminal.write("configuration \(path): good\n") }
      if let path = keys ?? configuration.access.keys {
        let ring = try KeysFile(path: path).load()
        Terminal.write(KeysReport(ring, path: path, now: Int(Date().timeIntervalSince1970)).summary)
      }
      if let tls = try configuration.tls.serverConfiguration() {
        for certificate in try TLSContext(tls).certificates {
          Terminal.write(
            "certificate \(certificate.files.certificate): good; \(certificate.keyKind), \(certificate.subject), "
              + "expires \(certificate.expiryText)\n")
          for warning in certificate.warnings(now: Date()) { Terminal.write("  warning: \(warning)\n") }
        }
      }
      let report = PolicyReport(try PolicyFile(path: configuration.policy).load())
      Terminal.write("policy \(configuration.policy): good\n\n\(report.text)\n")
    }
  }
}
