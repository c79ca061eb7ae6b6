/// What a webhook asks Heed to do.
public struct HookOrder: Equatable, Sendable {
  public enum Action: String, CaseIterable, Sendable {
    /// The ticket joins the line.
    case enqueue
    /// The ticket is scored, and nothing is kept.
    case score
    /// The ticket is scored again with new facts.
    case update
    /// The customer has left: the ticket leaves the line.
    case abandon
    /// It was dealt with, as the helpdesk says, or somebody is at it: the ticket leaves the line.
    case complete
    /// The event is nothing to Heed.
    case ignore
  }

  public var action: Action
  /// The name of the event, as the system has it; empty where it has none.
  public var event: String
  /// The ticket's id in Heed; empty where the webhook is ignored and says none.
  public var ticket: String
  /// The body for `POST /score` or `POST /queue`; for an update a merge patch of it; empty for the rest.
  public var request: [UInt8]
  /// What is the same whenever this webhook is sent again; nil where the system says nothing like that.
  public var delivery: String?
  /// Why it is ignored.
  public var reason: String?
  /// What of the payload was left out, and why: sentences for a person.
  public var warnings: [String]

  public init(
    action: Action, event: String, ticket: String, request: [UInt8] = [], delivery: String? = nil,
    reason: String? = nil, warnings: [String] = []
  ) {
    self.action = action
    self.event = event
    self.ticket = ticket
    self.request = request
    self.delivery = delivery
    self.reason = reason
    self.warnings = warnings
  }
}
