/// Why a webhook is not believed.
public struct HookRefusal: Error, Equatable, Sendable {
  public enum Kind: String, CaseIterable, Sendable {
    /// There is no signature, or something that it is made over is missing.
    case missing
    /// The signature is another than that of this request with this secret.
    case wrong
    /// The signature is right, but was made too long ago, or is dated ahead of the clock here.
    case stale
    /// The signature, or the time that it was made at, is not of the form that the system writes.
    case malformed
  }

  public var kind: Kind
  /// What is wrong, for a person: it never shows the secret, nor what the right signature would be.
  public var detail: String

  public init(_ kind: Kind, _ detail: String) {
    self.kind = kind
    self.detail = detail
  }
}
