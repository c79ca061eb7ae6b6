/// A ticket in an agent's hands, until a time at which it goes back to its place unless it is done by then.
public struct Lease: Hashable, Sendable {
  /// Tells this lease from all others there ever were: whoever comes with an older one comes too late.
  public let fence: Int64
  /// The agent's id.
  public let agent: String
  /// Where the ticket stood, and stands again if the lease ends without an end of the ticket.
  public let place: Place
  /// When it was taken, in seconds.
  public let leasedAt: Double
  /// When it ends by itself, in seconds.
  public internal(set) var until: Double

  public init(fence: Int64, agent: String, place: Place, leasedAt: Double, until: Double) {
    self.fence = fence
    self.agent = agent
    self.place = place
    self.leasedAt = leasedAt
    self.until = until
  }
}
