import JSON

/// What a decision was made from, in plain words: what the request said, and what was stored or watched beside it.
struct DecisionInputs {
  let request: JSONValue
  let known: JSONValue?

  /// Fields that are about the store and not about the customer, and those that are told elsewhere on the page.
  private static let left: Set<String> = ["as_of", "version"]

  var section: String {
    let given = facts(request)
    var content = part("From the request", given)
    if let known {
      let asOf = known["as_of"]?.text.flatMap(RFC3339.seconds)
      let heading = "What was known already" + (asOf.map { ", as of \(DecisionPage.moment($0))" } ?? "")
      content += "\n" + part(heading, facts(known))
      content += "\n<p class=\"note\">What the request says counts before what was known already.</p>"
    }
    return ResultPage.section("inputs", "What was known then", content)
  }

  private func part(_ heading: String, _ facts: [(String, String)]) -> String {
    let rows = facts.map { "<div><dt>\(escaped($0.0))</dt><dd>\(escaped($0.1))</dd></div>" }
    return """
      <h3>\(escaped(heading))</h3>
      <dl class="facts">
      \(rows.isEmpty ? "<div><dt>Nothing</dt><dd></dd></div>" : rows.joined(separator: "\n"))
      </dl>
      """
  }

  /// All values of a document, each with words for where it stands.
  private func facts(_ value: JSONValue) -> [(String, String)] {
    var facts: [(String, String)] = []
    collect(value, [], into: &facts)
    return facts
  }

  private func collect(_ value: JSONValue, _ path: [String], into facts: inout [(String, String)]) {
    if let object = value.object {
      for member in object {
        let key = String(member.key)
        if path.isEmpty, Self.left.contains(key) { continue }
        collect(member.value, path + [key], into: &facts)
      }
    } else if let array = value.array {
      let elements = Array(array)
      for (index, element) in elements.enumerated() {
        collect(element, path + (elements.count > 1 ? ["\(index + 1)"] : []), into: &facts)
      }
    } else if !value.isNull {
      facts.append((Self.label(path).capitalizedFirst, Self.words(value, path)))
    }
  }

  /// Words for a place: those of the field, and where that alone does not tell, those above it.
  private static func label(_ path: [String]) -> String {
    let parts = path.drop { $0 == "ticket" || $0 == "customer" || $0 == "social" }.filter { $0 != "conduct" }
    if parts.isEmpty { return path.joined(separator: " ") }
    if path == ["ticket", "id"] { return "ticket" }
    if path == ["customer", "id"] { return "customer" }
    if path == ["customer", "identity"] { return "known as" }
    return parts.map { names[$0] ?? $0.replacing("_", with: " ") }.joined(separator: ", ")
  }

  private static let names = [
    "opened_at": "opened", "unresolved_contacts": "earlier unresolved contacts", "lifetime_value": "lifetime value",
    "tenure_days": "a customer for", "loyalty_level": "loyalty level", "observed_at": "as of",
    "count": "number", "first_days_ago": "first", "last_days_ago": "last", "average_value": "average value",
    "margin_per_year": "margin a year", "founded_claims": "claims that were right",
    "unfounded_claims": "claims that were not", "abuse": "abuse of staff", "company_fault": "a fault of the company",
    "consent": "consent to social signals", "accounts": "account", "age_days": "age", "has_url": "has an address",
    "has_bio": "has a description", "engagers_90d": "people who reacted in 90 days",
    "growth_probability": "probability that it grows", "open_contacts": "open contact",
    "probability": "probability", "listed": "lists it is on", "at": "on", "posted_at": "posted",
  ]

  private static func words(_ value: JSONValue, _ path: [String]) -> String {
    let field = path.last ?? ""
    if let bool = value.bool { return bool ? "yes" : "no" }
    if let number = value.double {
      let text = DecisionPage.plain((number * 1e4).rounded() / 1e4)
      if field.hasSuffix("_days_ago") { return "\(text) days ago" }
      return field.hasSuffix("_days") ? "\(text) days" : text
    }
    guard let text = value.string else { return "" }
    if field == "at" || field.hasSuffix("_at"), let seconds = value.text.flatMap(RFC3339.seconds) {
      return DecisionPage.moment(seconds)
    }
    return text
  }
}
