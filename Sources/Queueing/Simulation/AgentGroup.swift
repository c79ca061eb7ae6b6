/// Agents who are alike: the same desks, the same shift.
public struct AgentGroup: Hashable, Sendable {
  /// How many, at least one.
  public let count: Int
  /// The desks that each of them answers for, at least one.
  public let desks: [String]
  /// When they are there; always if there is none.
  public let shift: Shift?

  public init(count: Int, desks: [String], shift: Shift? = nil) {
    self.count = count
    self.desks = desks
    self.shift = shift
  }
}
