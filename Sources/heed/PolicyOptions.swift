import ArgumentParser
import Foundation
import HeedService
import Scoring

/// Which policy a command goes by.
struct PolicyOptions: ParsableArguments {
  @Option(help: "The policy file. Default: the environment's HEED_POLICY, or config/policy.yaml.")
  var policy: String?

  /// The policy with its population table.
  func load() throws -> LoadedPolicy {
    try Terminal.explaining { try file.load() }
  }

  /// The policy's settings alone: the population table that it names need not be there yet.
  func settings() throws -> PolicySettings {
    try Terminal.explaining { try file.settings() }
  }

  private var file: PolicyFile {
    PolicyFile(path: policy ?? ProcessInfo.processInfo.environment["HEED_POLICY"] ?? "config/policy.yaml")
  }
}
