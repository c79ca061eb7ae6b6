/// A topic and how much it counts, 0…1: of an account, or of the company's market.
public struct TopicWeight: Equatable, Sendable {
  /// The topic's name, as in the policy's market.
  public var topic: String
  /// How much it counts, 0…1.
  public var weight: Double

  /// A topic with its weight, 0…1.
  @inlinable
  public init(_ topic: String, _ weight: Double) {
    self.topic = topic
    self.weight = weight
  }
}
