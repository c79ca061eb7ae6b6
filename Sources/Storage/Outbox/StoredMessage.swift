/// A message in the outbox. Times are seconds since 1970.
public struct StoredMessage: Equatable, Sendable {
  /// Its place in the order: from 1 on, none given out twice.
  public var number: Int64
  public var id: String
  public var target: String
  /// The id of the ticket that it is about.
  public var ticket: String
  public var customer: String?
  public var payload: [UInt8]
  public var createdAt: Double
  /// Since when it is to be sent: ``createdAt``, or when it was last revived. How old it may get is counted from here.
  public var pendingSince: Double
  public var state: MessageState
  /// How often it was sent, since it was last revived, and not taken.
  public var attempts: Int
  /// When it may be sent next, if it is the first of its line.
  public var nextAt: Double
  /// When it was last sent and not taken.
  public var lastAttemptAt: Double?
  /// What the receiver last answered, as an HTTP status; nil where it gave no answer.
  public var lastStatus: Int?
  /// Why it was not taken.
  public var lastError: String?
  /// When it was given up; nil while it is pending.
  public var buriedAt: Double?

  public init(
    number: Int64, id: String, target: String, ticket: String, customer: String?, payload: [UInt8], createdAt: Double,
    pendingSince: Double, state: MessageState = .pending, attempts: Int = 0, nextAt: Double,
    lastAttemptAt: Double? = nil, lastStatus: Int? = nil, lastError: String? = nil, buriedAt: Double? = nil
  ) {
    self.number = number
    self.id = id
    self.target = target
    self.ticket = ticket
    self.customer = customer
    self.payload = payload
    self.createdAt = createdAt
    self.pendingSince = pendingSince
    self.state = state
    self.attempts = attempts
    self.nextAt = nextAt
    self.lastAttemptAt = lastAttemptAt
    self.lastStatus = lastStatus
    self.lastError = lastError
    self.buriedAt = buriedAt
  }
}
