/// One place that a field may come from, and what is made of what stands there.
public struct HookSource: Equatable, Sendable {
  public enum Origin: Equatable, Sendable {
    case path(HookPath)
    /// Always the same text.
    case constant(String)
  }

  public var origin: Origin
  /// What values stand for, by the value in lower case; empty where each stands for itself. One that stands for an
  /// empty text says nothing. Of an array the first element counts that is listed.
  public var map: [String: String]
  /// What a value stands for that ``map`` does not list; nil where such a value says nothing.
  public var others: String?
  /// What the text begins with: `chatwoot-`, or `email:` of an identity.
  public var prefix: String
  /// The actions that the source counts for; empty for all of them.
  public var actions: Set<HookOrder.Action>

  public init(
    _ origin: Origin, map: [String: String] = [:], others: String? = nil, prefix: String = "",
    actions: Set<HookOrder.Action> = []
  ) {
    self.origin = origin
    self.map = map
    self.others = others
    self.prefix = prefix
    self.actions = actions
  }

  /// All texts that it may come to whatever the payload says.
  public var texts: [String] {
    var texts = map.values.sorted()
    if let others { texts.append(others) }
    if case .constant(let text) = origin, map.isEmpty { texts.append(text) }
    // An empty one says nothing.
    return texts.filter { !$0.isEmpty }.map { prefix + $0 }
  }

  /// Where it looks, for messages.
  var place: String {
    switch origin {
    case .path(let path): path.text
    case .constant(let text): "the constant \"\(text)\""
    }
  }

  var isConstant: Bool {
    if case .constant = origin { return true }
    return false
  }
}
