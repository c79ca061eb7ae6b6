/// What keeps a replay from being made.
public struct ReplayError: Error, CustomStringConvertible, Sendable {
  /// One sentence for whoever started it.
  public let description: String
}
