public import Queueing

/// A ticket to be stored, which then waits. The members are those of ``StoredTicket``.
public struct NewTicket: Equatable, Sendable {
  public var id: String
  public var lane: Lane
  public var arrivedAt: Double
  public var headStartSeconds: Double
  public var score: Double
  public var request: [UInt8]
  /// What was known beside the request: JSON; nil where nothing was.
  public var known: [UInt8]?
  public var decision: [UInt8]
  /// The decision's id: 16 bytes.
  public var decisionID: [UInt8]
  /// When the decision was made, in seconds since 1970.
  public var decidedAt: Double
  public var subject: TicketSubject
  public var requestDigest: [UInt8]
  public var forecast: StoredForecast

  public init(
    id: String, lane: Lane, arrivedAt: Double, headStartSeconds: Double, score: Double, request: [UInt8],
    known: [UInt8]?, decision: [UInt8], decisionID: [UInt8], decidedAt: Double, subject: TicketSubject,
    requestDigest: [UInt8], forecast: StoredForecast
  ) {
    self.id = id
    self.lane = lane
    self.arrivedAt = arrivedAt
    self.headStartSeconds = headStartSeconds
    self.score = score
    self.request = request
    self.known = known
    self.decision = decision
    self.decisionID = decisionID
    self.decidedAt = decidedAt
    self.subject = subject
    self.requestDigest = requestDigest
    self.forecast = forecast
  }
}
