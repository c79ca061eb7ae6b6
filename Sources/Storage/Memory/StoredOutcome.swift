/// What became of a ticket's matter.
public struct StoredOutcome: Equatable, Sendable {
  /// Whether the claim was founded; nil where that is not known or nothing was claimed.
  public var isFounded: Bool?
  /// Whether the fault was the company's.
  public var isCompanyFault: Bool?
  public var isResolved: Bool?
  /// Whether staff was abused.
  public var isAbuse: Bool?
  /// How satisfied the customer was, 0…1.
  public var satisfaction: Double?
  /// What the customer says of the company since, -1…1.
  public var sentiment: Double?
  /// When it was reported, in seconds since 1970.
  public var at: Double

  public init(
    isFounded: Bool? = nil, isCompanyFault: Bool? = nil, isResolved: Bool? = nil, isAbuse: Bool? = nil,
    satisfaction: Double? = nil, sentiment: Double? = nil, at: Double
  ) {
    self.isFounded = isFounded
    self.isCompanyFault = isCompanyFault
    self.isResolved = isResolved
    self.isAbuse = isAbuse
    self.satisfaction = satisfaction
    self.sentiment = sentiment
    self.at = at
  }
}
