/// What a customer is found by where the id is not known: a phone number, a mail address, a handle. Normalised by the
/// service: two ways to write the same number are one identity here.
public struct CustomerIdentity: Hashable, Sendable {
  /// `phone`, `email`, or the name of a network.
  public var kind: String
  public var value: String

  public init(kind: String, value: String) {
    self.kind = kind
    self.value = value
  }
}
