/// What a missing answer to the question of consent means.
public enum Consent: String, CaseIterable, Sendable {
  /// Social signals count only where the request says that the customer consented.
  case explicit
  /// Social signals count unless the request says that the customer did not consent.
  case assumed
}
