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
    var configuration = try ServiceConfiguration.ofCommand(config: config)
    if let policy { configuration.policy = policy }
    return configuration
  }

  /// The policy file that the configuration names.
  func policyFile() throws -> PolicyFile {
    PolicyFile(path: try load().policy)
  }

  /// The configuration file, if there is one.
  func path() -> String? { ServiceConfiguration.path(config: config) }
}

extension ServiceConfiguration {
  /// What file and environment give together.
  ///
  /// - Parameter config: the file named on the command line.
  static func ofCommand(config: String?) throws -> ServiceConfiguration {
    var configuration = ServiceConfiguration()
    if let path = path(config: config) { configuration = try ServiceConfiguration.load(path: path) }
    try configuration.apply(environment: ProcessInfo.processInfo.environment)
    return configuration
  }

  /// The configuration file, if there is one.
  fileprivate static func path(config: String?) -> String? {
    let usual = "config/heed.yaml"
    return config ?? ProcessInfo.processInfo.environment["HEED_CONFIG"]
      ?? (FileManager.default.fileExists(atPath: usual) ? usual : nil)
  }
}
