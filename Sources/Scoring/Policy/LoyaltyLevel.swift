/// A level of the company's loyalty programme.
public struct LoyaltyLevel: Equatable, Sendable {
  /// The level's name, as the CRM has it.
  public var name: String
  /// How loyal it counts, 0…1.
  public var signal: Double

  /// A level with its signal, 0…1.
  public init(_ name: String, _ signal: Double) {
    self.name = name
    self.signal = signal
  }
}
