public import Queueing

/// What scoring a ticket again changes, its subject included. Its arrival, its digest and its first forecast stay.
public struct TicketChange: Equatable, Sendable {
  public var lane: Lane
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

  public init(
    lane: Lane, headStartSeconds: Double, score: Double, request: [UInt8], known: [UInt8]?, decision: [UInt8],
    decisionID: [UInt8], decidedAt: Double, subject: TicketSubject
  ) {
    self.lane = lane
    self.headStartSeconds = headStartSeconds
    self.score = score
    self.request = request
    self.known = known
    self.decision = decision
    self.decisionID = decisionID
    self.decidedAt = decidedAt
    self.subject = subject
  }
}
