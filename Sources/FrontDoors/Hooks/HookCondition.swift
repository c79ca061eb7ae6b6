/// What becomes of a webhook with a certain value, whatever its event would do.
public struct HookCondition: Equatable, Sendable {
  /// The events that it is for; empty for all that are not ignored.
  public var events: [String]
  /// Where it looks: what stands at any of these counts.
  public var at: [HookPath]
  /// The values with which it holds, one of which an array must have; case does not count, and an empty text stands for
  /// nothing at all. Empty where ``isNot`` says it alone.
  public var isOneOf: [String]
  /// The values with which it does not hold.
  public var isNot: [String]
  public var action: HookOrder.Action
  /// Why, for a person who asks why the webhook is ignored.
  public var reason: String?

  public init(
    events: [String] = [], at: [HookPath], isOneOf: [String] = [], isNot: [String] = [], action: HookOrder.Action,
    reason: String? = nil
  ) {
    self.events = events
    self.at = at
    self.isOneOf = isOneOf
    self.isNot = isNot
    self.action = action
    self.reason = reason
  }

  /// Whether it holds of what stands at its paths.
  func holds(_ values: [HookValue]) -> Bool {
    let scalars = values.flatMap(\.scalars)
    let values = (scalars.isEmpty ? [""] : scalars).map { $0.lowercased() }
    let has: (String) -> Bool = { values.contains($0.lowercased()) }
    return (isOneOf.isEmpty || isOneOf.contains(where: has)) && !isNot.contains(where: has)
  }

  /// Its paths, for messages.
  var places: String { at.map(\.text).joined(separator: ", ") }
}
