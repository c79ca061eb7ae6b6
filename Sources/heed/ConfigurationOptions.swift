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

  /// The configuration that all of them together give, as far as it can be read, and what is wrong with them.
  func loadWithMistakes() -> (ServiceConfiguration, [FileError]) {
    var (configuration, mistakes) = ServiceConfiguration.ofCommandWithMistakes(config: config)
    if let policy { configuration.policy = policy }
    return (configuration, mistakes)
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
    let (configuration, mistakes) = ofCommandWithMistakes(config: config)
    if let mistake = mistakes.first { throw mistake }
    return configuration
  }

  /// What file and environment give together as far as they can be read, and what is wrong with each of them.
  fileprivate static func ofCommandWithMistakes(config: String?) -> (ServiceConfiguration, [FileError]) {
    var configuration = ServiceConfiguration()
    var mistakes: [FileError] = []
    do throws(FileError) {
      if let path = path(config: config) { try configuration.read(path: path) }
    } catch {
      mistakes.append(error)
    }
    do throws(FileError) {
      try configuration.apply(environment: ProcessInfo.processInfo.environment)
    } catch {
      // A value of the file that is out of range still is.
      var error = error
      error.problems.removeAll { problem in
        mistakes.contains { $0.problems.contains { $0.field == problem.field && $0.found == problem.found } }
      }
      if !error.problems.isEmpty { mistakes.append(error) }
    }
    return (configuration, mistakes)
  }

  /// The configuration file, if there is one.
  fileprivate static func path(config: String?) -> String? {
    let usual = "config/heed.yaml"
    return config ?? ProcessInfo.processInfo.environment["HEED_CONFIG"]
      ?? (FileManager.default.fileExists(atPath: usual) ? usual : nil)
  }
}
