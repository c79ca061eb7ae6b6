/// The history of a customer's complaints. It scales social points only, never need or customer points.
public struct Conduct: Equatable, Sendable {
  /// Complaints that turned out to be founded, ≥ 0.
  public var foundedClaims: Int
  /// Complaints that turned out to be unfounded, ≥ 0.
  public var unfoundedClaims: Int
  /// Whether the customer abused staff.
  public var abuse: Bool
  /// Whether the fault that this ticket reports is verified to be the company's.
  public var companyFault: Bool

  /// Nothing on record but what is given.
  @inlinable
  public init(foundedClaims: Int = 0, unfoundedClaims: Int = 0, abuse: Bool = false, companyFault: Bool = false) {
    self.foundedClaims = foundedClaims
    self.unfoundedClaims = unfoundedClaims
    self.abuse = abuse
    self.companyFault = companyFault
  }
}
