import ArgumentParser
import Foundation
import HeedService

/// Where a service's configuration comes from: a file, then the environment, then the command line.
struct ConfigurationOptions: ParsableArguments {
  @Option(help: "The configuration file. Default: the environment's HEED_CONFIG, or config/heed.yaml where it exists.")
  var config: String?

  @Option(help: "The policy file. Default: the environment's HEED_POLICY, or the configuration's.")
  var policy: String?

  /// The configuration that all of them together give.
  func load() throws -> ServiceConfiguration {
    let environment = ProcessInfo.processInfo.environment
    var configuration = ServiceConfiguration()
    if let path = path(environment) { configuration = try ServiceConfiguration.load(path: path) }
    try configuration.apply(environment: environment)
    if let policy { configuration.policy = policy }
    return configuration
  }

  /// The policy file that the configuration names.
  func policyFile() throws -> PolicyFile {
    PolicyFile(path: try load().policy)
  }

  /// The configuration file, if there is one.
  func path(_ environment: [String: String] = ProcessInfo.processInfo.environment) -> String? {
    let usual = "config/heed.yaml"
    return config ?? environment["HEED_CONFIG"] ?? (FileManager.default.fileExists(atPath: usual) ? usual : nil)
  }
}
