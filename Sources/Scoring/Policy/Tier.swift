/// A named band of scores with what its tickets are promised.
public struct Tier: Equatable, Sendable {
  /// The tier's name, unique within the policy.
  public var name: String
  /// The least score of the band, 0…100.
  public var from: Double
  /// The promise: the target maximum wait in seconds, > 0.
  public var promiseSeconds: Double
  /// The desk (the skill) that answers, unless a desk rule says otherwise.
  public var desk: String

  /// A band of scores from `from` up to the next tier's.
  public init(name: String, from: Double, promiseSeconds: Double, desk: String) {
    self.name = name
    self.from = from
    self.promiseSeconds = promiseSeconds
    self.desk = desk
  }
}
