/// An influence number by a provider (Klout, PeerIndex, Kred or a successor).
public struct ProviderScore: Equatable, Sendable {
  /// The provider's number, 0…`scale`.
  public var value: Double
  /// The greatest number that the provider gives, > 0.
  public var scale: Double

  /// The number `value` on a scale from 0 to `scale`.
  public init(value: Double, scale: Double) {
    self.value = value
    self.scale = scale
  }
}
