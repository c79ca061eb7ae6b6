/// What a system's webhooks mean to Heed: which events do what, and where each field of a request comes from.
public struct HookMapping: Equatable, Sendable {
  public var system: HookSystem
  public var events: HookEvents
  /// Looked at in their order, after the event: the first that holds says what is done.
  public var conditions: [HookCondition]
  /// What is the same whenever a webhook is sent again.
  public var delivery: HookRule
  /// Where the fields of a request come from; one without ``HookField/ticketID`` can make none.
  public var fields: [HookField: HookRule]
  /// The customer's accounts in social networks: each counts where it has more than a network and constants.
  public var accounts: [[HookAccountField: HookRule]]

  public init(
    system: HookSystem, events: HookEvents = HookEvents(), conditions: [HookCondition] = [],
    delivery: HookRule = HookRule(), fields: [HookField: HookRule] = [:],
    accounts: [[HookAccountField: HookRule]] = []
  ) {
    self.system = system
    self.events = events
    self.conditions = conditions
    self.delivery = delivery
    self.fields = fields
    self.accounts = accounts
  }
}
