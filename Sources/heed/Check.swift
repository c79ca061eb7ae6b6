import ArgumentParser
import Foundation
import HTTPServer
import HeedService

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check configuration and policy, and show the policy as a table.",
    discussion: "All mistakes are listed at once, with line and field. The exit code is 1 if there is any.")

  @OptionGroup var options: ConfigurationOptions

  func run() throws {
    try Terminal.explaining {
      let configuration = try options.load()
      if let path = options.path() { Terminal.write("configuration \(path): good\n") }
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
