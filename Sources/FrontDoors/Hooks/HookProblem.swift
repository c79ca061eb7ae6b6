/// Why a webhook cannot be made a request of: its body cannot be read, or says not what ticket it is about.
public struct HookProblem: Error, Equatable, Sendable {
  public enum Kind: String, Sendable {
    /// The body is not of the format that it should be.
    case body
    /// A value is missing that the request cannot do without.
    case field
  }

  public var kind: Kind
  /// Where in the payload the value should stand, as the mapping says: all of its paths; empty for the body as a whole.
  public var path: String
  /// What was expected there.
  public var expected: String
  /// What stands there.
  public var found: String

  public init(_ kind: Kind, path: String, expected: String, found: String) {
    self.kind = kind
    self.path = path
    self.expected = expected
    self.found = found
  }
}

extension HookProblem: CustomStringConvertible {
  public var description: String { "\(path.isEmpty ? "" : path + ": ")expected \(expected), found \(found)" }
}
