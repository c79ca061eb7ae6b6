public import Queueing

/// A ticket to be stored, which then waits. The members are those of ``StoredTicket``.
public struct NewTicket: Equatable, Sendable {
  public var id: String
  public var lane: Lane
  public var arrivedAt: Double
  public var headStartSeconds: Double
  public var score: Double
  public var request: [UInt8]
  public var decision: [UInt8]
  public var requestDigest: [UInt8]
  public var forecast: StoredForecast

  public init(
    id: String, lane: Lane, arrivedAt: Double, headStartSeconds: Double, score: Double, request: [UInt8],
    decision: [UInt8], requestDigest: [UInt8], forecast: StoredForecast
  ) {
    self.id = id
    self.lane = lane
    self.arrivedAt = arrivedAt
    self.headStartSeconds = headStartSeconds
    self.score = score
    self.request = request
    self.decision = decision
    self.requestDigest = requestDigest
    self.forecast = forecast
  }
}
