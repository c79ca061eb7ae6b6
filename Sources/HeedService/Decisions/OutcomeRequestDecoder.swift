import JSON
import Storage

/// Reads what became of a ticket's matter: the body of `POST /tickets/{ticket}/outcome`.
struct OutcomeRequestDecoder {
  private var fields = FieldReader()

  /// - Parameter at: when it is reported, in seconds since 1970.
  /// - Throws: ``RefusedBody`` with all fields that are wrong.
  mutating func outcome(_ value: JSONValue, at time: Double) throws(RefusedBody) -> StoredOutcome {
    fields.begin(value)
    if value.isNull { fields.null(value, "an object") }
    var outcome = StoredOutcome(at: time)
    var tellsSomething = false
    var members = fields.members(value, by: OutcomeKeys.tables.outcome)
    while let (key, value) = members.next(&fields) {
      tellsSomething = true
      switch key {
      case .claim: outcome.isFounded = claim(value)
      case .companyFault: outcome.isCompanyFault = fields.bool(value)
      case .resolved: outcome.isResolved = fields.bool(value)
      case .abuse: outcome.isAbuse = fields.bool(value)
      case .satisfaction: outcome.satisfaction = fields.number(value, in: 0...1)
      case .sentiment: outcome.sentiment = fields.number(value, in: -1...1)
      }
    }
    guard fields.errors.isEmpty else { throw RefusedBody(problem: Problem(fields.errors)) }
    guard tellsSomething else {
      let known = OutcomeKey.allCases.map(\.rawValue).joined(separator: ", ")
      throw RefusedBody(problem: Problem([FieldProblem(pointer: "", detail: "expected at least one of \(known)")]))
    }
    return outcome
  }

  private mutating func claim(_ value: JSONValue) -> Bool? {
    switch value.text {
    case .some(let text) where text == "founded": return true
    case .some(let text) where text == "unfounded": return false
    case .some(let text) where text == "none": return nil
    default:
      fields.wrong(value, "one of \"founded\", \"unfounded\", \"none\"")
      return nil
    }
  }
}

/// The table that finds the members which an outcome may have.
struct OutcomeKeys: Sendable {
  let outcome = JSONKeys<OutcomeKey>()

  /// Made once, as the tables are never freed.
  static let tables = OutcomeKeys()

  private init() {}
}

enum OutcomeKey: String, CaseIterable {
  case claim, resolved, abuse, satisfaction
  case companyFault = "company_fault"
  case sentiment = "sentiment_after"
}
