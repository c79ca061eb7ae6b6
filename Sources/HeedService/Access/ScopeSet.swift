/// The scopes of an API key.
public struct ScopeSet: OptionSet, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// The scope alone.
  public init(_ scope: Scope) {
    self.init(rawValue: 1 << UInt8(Scope.allCases.firstIndex(of: scope) ?? 0))
  }

  /// These scopes.
  public init(_ scopes: some Sequence<Scope>) {
    self = scopes.reduce(into: []) { $0.formUnion(ScopeSet($1)) }
  }

  /// Whether what needs `scope` may be done: `admin` may do everything.
  public func allows(_ scope: Scope) -> Bool {
    !isDisjoint(with: ScopeSet(scope).union(ScopeSet(.admin)))
  }

  /// The scopes, in their order.
  public var scopes: [Scope] { Scope.allCases.filter { contains(ScopeSet($0)) } }
}
