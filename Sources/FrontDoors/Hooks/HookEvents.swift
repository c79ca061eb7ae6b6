/// Which events a system tells of, and what each of them does.
public struct HookEvents: Equatable, Sendable {
  /// Where the event's name stands: of several sources the first counts whose name ``actions`` lists.
  public var at: HookRule
  /// What events do, by their names in lower case.
  public var actions: [String: HookOrder.Action]
  /// What all others do.
  public var others: HookOrder.Action

  public init(at: HookRule = HookRule(), actions: [String: HookOrder.Action] = [:], others: HookOrder.Action = .ignore)
  {
    self.at = at
    self.actions = actions
    self.others = others
  }
}
