import JSON
import Scoring

/// Reads what is asked for of another policy.
struct WhatIfRequestDecoder {
  private var fields = FieldReader()

  /// The fields of the last request that nobody knows.
  var warnings: [FieldProblem] { fields.warnings }

  /// - Throws: what is wrong with its fields.
  mutating func request(_ value: JSONValue) throws(RefusedBody) -> WhatIfRequest {
    fields.begin(value)
    var request = WhatIfRequest()
    guard let object = value.object else {
      fields.wrong(value, "an object with phase or caps")
      throw RefusedBody(problem: Problem(fields.errors))
    }
    for member in object where !member.value.isNull {
      switch String(member.key) {
      case "phase":
        request.phase = member.value.string.flatMap(Phase.init(rawValue:))
        if request.phase == nil {
          fields.wrong(member.value, "one of " + Phase.allCases.map(\.rawValue).joined(separator: ", "))
        }
      case "caps": caps(member.value, into: &request.caps)
      case "desk": request.desk = fields.text(member.value).map { String($0) }
      case "limit": request.limit = fields.integer(member.value, in: 0...1000) ?? 0
      default: fields.unknown(member)
      }
    }
    if !fields.errors.isEmpty { throw RefusedBody(problem: Problem(fields.errors)) }
    return request
  }

  private mutating func caps(_ value: JSONValue, into caps: inout [Factor: Double]) {
    guard let object = value.object else { return fields.wrong(value, "caps by the names of factors") }
    for member in object {
      guard let factor = Factor(rawValue: String(member.key)) else {
        fields.wrong(member.value, "one of the factors " + Factor.allCases.map(\.rawValue).joined(separator: ", "))
        continue
      }
      if let cap = fields.number(member.value, in: 0...100) { caps[factor] = cap }
    }
  }
}
