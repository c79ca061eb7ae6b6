/// The systems that can be told of tickets.
public enum WriteBackSystem: String, CaseIterable, Sendable {
  case chatwoot, zammad, zendesk, twilio
  case requestTracker = "request-tracker"
  /// Whatever takes webhooks signed by Standard Webhooks.
  case webhook

  /// Where it is for everybody; nil where each company has its own.
  public var defaultURL: String? { self == .twilio ? "https://taskrouter.twilio.com" : nil }

  /// What the ids of its tickets begin with, as hooks name them; empty for a webhook, which is told of all tickets.
  public var defaultTicketPrefix: String {
    switch self {
    case .webhook: ""
    case .requestTracker: "rt-"
    default: "\(rawValue)-"
    }
  }

  /// What the configuration's `account` is; nil where there is none.
  public var accountMeaning: String? {
    switch self {
    case .chatwoot: "the account's number, as in the addresses of its pages"
    case .twilio: "the workspace's SID, WS…"
    default: nil
    }
  }

  /// What the configuration's `user` is; nil where there is none.
  public var userMeaning: String? {
    switch self {
    case .zendesk: "the email address of the agent whom the token belongs to"
    case .twilio: "the account's SID, AC…"
    default: nil
    }
  }

  /// The events that mean something to it: all for a webhook, and for the others those after which a ticket's priority may
  /// be another.
  public var events: Set<Notice.Event> {
    self == .webhook ? Set(Notice.Event.allCases) : [.decided, .changed, .waiting]
  }

  /// The events that it is told of unless the configuration says otherwise.
  public var defaultEvents: Set<Notice.Event> {
    self == .webhook ? Set(Notice.Event.allCases) : [.decided, .changed]
  }

  /// What a tier may be called in its own words: nil for any text.
  public func isPriority(_ word: String) -> Bool {
    switch self {
    case .chatwoot: PriorityNames.chatwoot.names.contains(word) || word == "none"
    case .zendesk: PriorityNames.zendesk.names.contains(word)
    // Companies have names of their own there.
    case .zammad: !word.isEmpty
    case .twilio: Int32(word).map { $0 >= 0 } ?? false
    case .requestTracker: Int(word).map { (0...100).contains($0) } ?? false
    case .webhook: false
    }
  }

  /// What ``isPriority(_:)`` asks for, in words.
  public var priorityRule: String {
    switch self {
    case .chatwoot: "urgent, high, medium, low or none"
    case .zendesk: "urgent, high, normal or low"
    case .zammad: "the name of a priority, such as 2 normal"
    case .twilio: "a whole number from 0 to 2147483647"
    case .requestTracker: "a whole number from 0 to 100"
    case .webhook: "nothing: receivers of webhooks have the tier itself"
    }
  }

  /// Whether what is left of a ticket's id without the prefix can be one of this system's own.
  func isTicketID(_ id: Substring) -> Bool {
    switch self {
    case .webhook: true
    // A SID: two letters and 32 hexadecimal digits.
    case .twilio: id.utf8.count == 34 && id.utf8.allSatisfy { Self.isDigit($0) || Self.isLetter($0) }
    default: (1...18).contains(id.utf8.count) && id.utf8.allSatisfy(Self.isDigit)
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
  private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }
}
