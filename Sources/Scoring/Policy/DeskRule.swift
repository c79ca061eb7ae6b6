/// Sends decisions to another desk than their tier's. All conditions given must hold; the first rule that holds wins.
public struct DeskRule: Equatable, Sendable {
  /// The desk to send to.
  public var desk: String
  /// The least share (0…1) of a factor's cap that the decision must have, by factor.
  public var atLeast: PerFactor<Double?>
  /// The tiers it holds for, by name; empty means all.
  public var tiers: [String]
  /// The channels it holds for; empty means all.
  public var channels: [String]
  /// The topics it holds for; empty means all.
  public var topics: [String]

  /// A rule without a condition, but for those given.
  public init(
    desk: String, atLeast: PerFactor<Double?> = PerFactor(repeating: nil), tiers: [String] = [],
    channels: [String] = [], topics: [String] = []
  ) {
    self.desk = desk
    self.atLeast = atLeast
    self.tiers = tiers
    self.channels = channels
    self.topics = topics
  }
}
