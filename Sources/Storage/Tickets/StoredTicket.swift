public import Queueing

/// All that is stored of a ticket. Times are seconds since 1970.
public struct StoredTicket: Equatable, Sendable {
  /// Increases in the order in which tickets were accepted, from 1.
  public var number: Int64
  /// The client's name for it, unique among all that are stored.
  public var id: String
  public var state: TicketState
  /// Desk, tier and promise.
  public var lane: Lane
  public var arrivedAt: Double
  public var headStartSeconds: Double
  /// 0…100.
  public var score: Double
  /// 1, and 1 more each time it was scored again.
  public var version: Int64
  /// The request as last scored: JSON.
  public var request: [UInt8]
  /// The decision as last made: JSON.
  public var decision: [UInt8]
  /// The digest of the request that it was enqueued with, whatever was changed since: tells a repeat from another request
  /// with the same id.
  public var requestDigest: [UInt8]
  /// The wait that was forecast when it was enqueued.
  public var forecast: StoredForecast
  /// The lease under way; of a finished ticket its last. `nil` while it waits.
  public var lease: StoredLease?
  /// The customer's id, where the request as last scored names one or had one found.
  public var customer: String?
  /// How often it was leased.
  public var attempts: Int
  /// When it was done or abandoned.
  public var finishedAt: Double?

  public init(
    number: Int64, id: String, state: TicketState, lane: Lane, arrivedAt: Double, headStartSeconds: Double,
    score: Double, version: Int64, request: [UInt8], decision: [UInt8], requestDigest: [UInt8],
    forecast: StoredForecast, lease: StoredLease?, attempts: Int, finishedAt: Double?, customer: String? = nil
  ) {
    self.number = number
    self.id = id
    self.state = state
    self.lane = lane
    self.arrivedAt = arrivedAt
    self.headStartSeconds = headStartSeconds
    self.score = score
    self.version = version
    self.request = request
    self.decision = decision
    self.requestDigest = requestDigest
    self.forecast = forecast
    self.lease = lease
    self.attempts = attempts
    self.customer = customer
    self.finishedAt = finishedAt
  }

  /// Where it stands in the line while it waits.
  public var place: Place {
    Place(lane: lane, key: arrivedAt - headStartSeconds, number: number)
  }
}
