import ArgumentParser
import Foundation
import HeedService

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check configuration and policy, and show the policy as a table.",
    discussion: "All mistakes are listed at once, with line and field. The exit code is 1 if there is any.")

  @Option(help: "The configuration file. Default: config/heed.yaml where it exists.")
  var config: String?

  @Option(help: "The policy file. Default: the configuration's, or config/policy.yaml.")
  var policy: String?

  func run() throws {
    var path = policy
    let usual = "config/heed.yaml"
    if let file = config ?? (FileManager.default.fileExists(atPath: usual) ? usual : nil) {
      let configuration = try Terminal.explaining { try ServiceConfiguration.load(path: file) }
      Terminal.write("configuration \(file): good\n")
      path = path ?? configuration.policy
    }
    var options = PolicyOptions()
    options.policy = path
    Terminal.write(PolicyReport(try options.load()).text + "\n")
  }
}
