import ArgumentParser
import Foundation
import HTTPServer
import HeedService

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check configuration, keys, certificates and policy, and show the policy as a table.",
    discussion: "All mistakes are listed at once, with line and field. The exit code is 1 if there is any.")

  @OptionGroup var options: ConfigurationOptions

  @Option(help: "The file of keys. Default: the environment's HEED_KEYS, or the configuration's.")
  var keys: String?

  func run() throws {
    var (configuration, mistakes) = options.loadWithMistakes()
    if let keys { configuration.access.name(keys: keys) }
    for mistake in mistakes { Terminal.complain("heed: \(mistake)") }
    var isGood = mistakes.isEmpty
    if isGood, let path = options.path() { Terminal.write("configuration \(path): good\n") }
    // One part that is broken does not hide what is wrong with the next.
    for part in [checkAccess, checkKeys, checkCertificates, checkFrontDoors, checkPolicy] {
      do {
        try part(configuration)
      } catch {
        Terminal.complain("heed: \(error)")
        isGood = false
      }
    }
    if !isGood { throw ExitCode.failure }
  }

  private func checkAccess(_ configuration: ServiceConfiguration) throws {
    try configuration.refuseOpenAccess()
  }

  private func checkKeys(_ configuration: ServiceConfiguration) throws {
    guard let path = configuration.access.keys else { return }
    let ring = try KeysFile(path: path).load()
    Terminal.write(KeysReport(ring, path: path, now: Int(Date().timeIntervalSince1970)).summary)
  }

  private func checkCertificates(_ configuration: ServiceConfiguration) throws {
    guard let tls = try configuration.tls.serverConfiguration() else { return }
    for certificate in try TLSContext(tls).certificates {
      Terminal.write(
        "certificate \(certificate.files.certificate): good; \(certificate.keyKind), \(certificate.subject), "
          + "expires \(certificate.expiryText)\n")
      for warning in certificate.warnings(now: Date()) { Terminal.write("  warning: \(warning)\n") }
    }
  }

  private func checkFrontDoors(_ configuration: ServiceConfiguration) throws {
    for line in try configuration.frontDoors() { Terminal.write("\(line)\n") }
  }

  private func checkPolicy(_ configuration: ServiceConfiguration) throws {
    let report = PolicyReport(try PolicyFile(path: configuration.policy).load())
    Terminal.write("policy \(configuration.policy): good\n")
    for warning in report.warnings { Terminal.write("  warning: \(warning)\n") }
    Terminal.write("\n\(report.text)\n")
  }
}
