/// A system that is told of tickets: where it is, what it is told, and in which words.
public struct WriteBackTarget: Equatable, Sendable {
  /// By which the outbox, metrics and operators tell it from others.
  public var name: String
  public var system: WriteBackSystem
  /// `https://` and what follows, without a slash at the end; for a webhook the whole address.
  public var url: String
  /// See ``WriteBackSystem/accountMeaning``; empty where there is none.
  public var account: String
  /// See ``WriteBackSystem/userMeaning``; empty where there is none.
  public var user: String
  /// The API token, or what webhooks are signed with.
  public var secret: Secret
  /// What the ids of tickets begin with that are this system's; the rest is its own id. Empty for all tickets.
  public var ticketPrefix: String
  /// What it is told of.
  public var events: Set<Notice.Event>
  /// The system's own words for tiers, by the tiers' names. Tiers without one are spread over the usual words.
  public var priorities: [String: String]
  /// How long an attempt may take, in seconds.
  public var timeoutSeconds: Double
  /// When messages to it are sent again.
  public var retries: RetryPolicy

  public init(
    name: String, system: WriteBackSystem, url: String, account: String = "", user: String = "",
    secret: Secret = Secret([]), ticketPrefix: String = "", events: Set<Notice.Event>? = nil,
    priorities: [String: String] = [:], timeoutSeconds: Double = 10, retries: RetryPolicy = RetryPolicy()
  ) {
    self.name = name
    self.system = system
    self.url = url
    self.account = account
    self.user = user
    self.secret = secret
    self.ticketPrefix = ticketPrefix
    self.events = events ?? system.defaultEvents
    self.priorities = priorities
    self.timeoutSeconds = timeoutSeconds
    self.retries = retries
  }

  /// The system's own id of a ticket; nil where the ticket is not one of its.
  public func ownID(of ticket: String) -> String? {
    guard ticket.utf8.starts(with: ticketPrefix.utf8) else { return nil }
    // Behind a tilde stands how often the system has opened it again.
    let rest = Substring(ticket.utf8.dropFirst(ticketPrefix.utf8.count)).prefix { $0 != "~" }
    return system.isTicketID(rest) ? String(rest) : nil
  }

  /// Whether an event of a ticket is one to tell of, before it is known how it was decided.
  public func concerns(_ event: Notice.Event, ticket: String) -> Bool {
    events.contains(event) && system.events.contains(event) && ownID(of: ticket) != nil
  }

  /// Whether the system is told of a notice.
  public func concerns(_ notice: Notice) -> Bool { concerns(notice.event, ticket: notice.facts.ticket) }
}
