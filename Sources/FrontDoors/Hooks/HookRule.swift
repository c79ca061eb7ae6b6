/// Where a field comes from: sources, of which the first counts that says something.
public struct HookRule: Equatable, Sendable {
  public var sources: [HookSource]

  public init(_ sources: [HookSource] = []) {
    self.sources = sources
  }

  /// The paths of the sources, for messages.
  var places: String { sources.map(\.place).joined(separator: ", ") }
}
