public import Queueing

/// What scoring a ticket again changes. Its arrival, its digest and its first forecast stay.
public struct TicketChange: Equatable, Sendable {
  public var lane: Lane
  public var headStartSeconds: Double
  public var score: Double
  public var request: [UInt8]
  public var decision: [UInt8]

  public init(lane: Lane, headStartSeconds: Double, score: Double, request: [UInt8], decision: [UInt8]) {
    self.lane = lane
    self.headStartSeconds = headStartSeconds
    self.score = score
    self.request = request
    self.decision = decision
  }
}
