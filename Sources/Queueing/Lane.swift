/// Tickets whose order among each other never changes: those of one desk, one tier and one promise.
///
/// A policy that comes into force later may promise another wait for a tier of the same name. Tickets keep the promise
/// they were given, so that they wait in a lane of their own.
public struct Lane: Hashable, Sendable {
  /// The skill that answers.
  public let desk: String
  /// The tier's name.
  public let tier: String
  /// The target maximum wait in seconds, > 0.
  public let promiseSeconds: Double

  public init(desk: String, tier: String, promiseSeconds: Double) {
    precondition(promiseSeconds > 0, "a promise is a time")
    self.desk = desk
    self.tier = tier
    self.promiseSeconds = promiseSeconds
  }
}
