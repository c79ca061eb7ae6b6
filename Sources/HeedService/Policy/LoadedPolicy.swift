public import Scoring

/// A policy as it was read from its file, with the population that it ranks lifetime values in.
public struct LoadedPolicy: Sendable {
  /// The policy; its version is the hash of its file and of its population table.
  public let policy: Policy
  /// The population table that the policy names, if it names one.
  public let values: PopulationTable?
}
