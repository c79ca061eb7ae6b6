/// An agent as last heard of.
public struct StoredAgent: Equatable, Sendable {
  public var id: String
  /// The service's word for what the agent does, such as `available`.
  public var state: String
  /// The desks that the agent answers at, in the agent's order.
  public var desks: [String]
  /// The last sign of life, in seconds since 1970.
  public var seenAt: Double

  public init(id: String, state: String, desks: [String], seenAt: Double) {
    self.id = id
    self.state = state
    self.desks = desks
    self.seenAt = seenAt
  }
}
