/// The members of a customer's conduct that a request has: what it leaves out is taken from what is stored.
struct ConductMembers: OptionSet {
  let rawValue: UInt8

  static let foundedClaims = ConductMembers(rawValue: 1)
  static let unfoundedClaims = ConductMembers(rawValue: 2)
  static let abuse = ConductMembers(rawValue: 4)
  static let companyFault = ConductMembers(rawValue: 8)
}
