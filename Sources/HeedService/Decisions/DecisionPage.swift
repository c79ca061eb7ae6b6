import HTTPWire
import JSON
import Storage

/// A decision as a page for the customer or an agent: what was decided, why, from what, what else could have been, and what
/// one can ask for. It needs no script and nothing from anywhere, and can be kept and printed.
struct DecisionPage {
  private let stored: StoredDecision
  private let decision: JSONValue
  private let request: JSONValue
  private let known: JSONValue?
  /// What the values are views of.
  private let parsers: [JSONParser]

  /// - Throws: `StorageError` where the decision is not what was stored.
  init(_ stored: StoredDecision) throws(StorageError) {
    func parse(_ bytes: [UInt8]) throws(StorageError) -> (JSONValue, JSONParser) {
      let parser = JSONParser(capacity: bytes.count)
      do {
        return (try parser.parse(copying: bytes), parser)
      } catch {
        throw StorageError(.corrupt, "a decision is not JSON: \(error)")
      }
    }
    self.stored = stored
    let decision = try parse(stored.decision)
    let request = try parse(stored.request)
    let known = try stored.known.map { bytes throws(StorageError) in try parse(bytes) }
    (self.decision, self.request, self.known) = (decision.0, request.0, known?.0)
    parsers = [decision.1, request.1] + (known.map { [$0.1] } ?? [])
  }

  /// The page as it is answered. It is personal, so that nobody keeps a copy on the way, and nothing in it is run.
  var answer: Answer {
    let fields = [
      ResponseField("Cache-Control", "private, no-store"),
      ResponseField("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"),
      ResponseField("Referrer-Policy", "no-referrer"),
    ]
    return Answer(head: ResponseHead(.ok, contentType: MediaType.html, fields: fields), body: Array(text.utf8))
  }

  /// The document.
  var text: String {
    withExtendedLifetime(parsers) {
      ResultPage(
        title: "decision on ticket \(stored.ticket)", heading: "Decision on ticket \(stored.ticket)",
        style: Self.style,
        content: [
          outcome, factors, flags, DecisionInputs(request: request, known: known).section, otherwise, rights, record,
        ].filter { !$0.isEmpty }.joined(separator: "\n")
      ).text
    }
  }
}

// What was decided, and why.
extension DecisionPage {
  private var outcome: String {
    let promise = decision["promise_seconds"]?.double ?? 0
    let wait = decision["wait"]
    var facts: [(String, String)] = [
      ("Tier", text(decision["tier"])), ("Answered by the desk", text(decision["desk"])),
      ("Promised within", spoken(seconds: promise)),
    ]
    if let seconds = wait?["p50_seconds"]?.double {
      let most = wait?["p90_seconds"]?.double.map { ", nine times out of ten at most \(spoken(seconds: $0))" } ?? ""
      let position = wait?["position"]?.int.map { "; position \($0) at that desk" } ?? ""
      facts.append(("Expected wait then", "about \(spoken(seconds: seconds))\(most)\(position)"))
    } else if let seconds = wait?["suggested_seconds"]?.double {
      facts.append(("Expected wait then", "at most \(spoken(seconds: seconds))"))
    } else {
      facts.append(("Expected wait then", "not known: nobody was at that desk"))
    }
    if let start = decision["head_start_seconds"]?.double, start > 0 {
      facts.append(("Head start within the tier", spoken(seconds: start)))
    }
    facts.append(("Score", "\(points(decision["score"])) of 100"))
    let rows = facts.map { "<div><dt>\(escaped($0.0))</dt><dd>\(escaped($0.1))</dd></div>" }
    return """
      <p class="lead">Decided on \(escaped(Self.moment(stored.decidedAt))).</p>
      <dl class="facts">
      \(rows.joined(separator: "\n"))
      </dl>
      """
  }

  private var factors: String {
    let factors = decision["factors"]?.array.map(Array.init) ?? []
    let greatest = factors.compactMap { $0["cap"]?.double }.max() ?? 1
    let rows = factors.map { factor in
      let (points, cap) = (factor["points"]?.double ?? 0, factor["cap"]?.double ?? 0)
      let name = FactorName.of(factor["factor"]?.string ?? "")
      return """
        <li>
        <h3>\(escaped(name.title))</h3>
        <p class="points"><strong>\(decimals(points, 1))</strong> of \(Self.plain(cap)) points</p>
        <div class="track" style="width:\(percentage(cap / max(greatest, 1e-9)))" aria-hidden="true"
        ><div style="width:\(percentage(points / max(cap, 1e-9)))"></div></div>
        <p class="because">\(escaped(Self.sentence(text(factor["because"]))))</p>
        <p class="note">\(escaped(source(of: factor)))</p>
        </li>
        """
    }
    return ResultPage.section(
      "why", "Why: the points add up to the score",
      """
      <p class="note">Need and value as a customer come first. What is public of a customer only ever adds to that, and
      not much; tone does not count.</p>
      <ol class="factors">
      \(rows.joined(separator: "\n"))
      </ol>
      """)
  }

  private func source(of factor: JSONValue) -> String {
    let source = FactorName.source(factor["source"]?.string ?? "")
    guard let source else { return "Not known, and counted as neutral." }
    guard let age = factor["age_seconds"]?.double else { return "From \(source)." }
    return "From \(source), \(age < 60 ? "just then" : "\(Self.rough(age)) old")."
  }

  private var flags: String {
    let flags = decision["flags"]?.array.map(Array.init) ?? []
    if flags.isEmpty { return "" }
    let items = flags.map { flag in
      "<li>\(escaped(Self.sentence(text(flag["because"])))) <span class=\"label\">\(escaped(text(flag["flag"])))</span></li>"
    }
    return ResultPage.section("flags", "Worth knowing", "<ul>\n\(items.joined(separator: "\n"))\n</ul>")
  }
}

// What else could have been, and what one can do.
extension DecisionPage {
  private var otherwise: String {
    let others = decision["counterfactual"]
    var rows: [[String]] = []
    if let without = others?["without_social"] {
      rows.append(["without social signals", "\(text(without["tier"])), with a score of \(points(without["score"]))"])
    }
    for (phase, words) in Self.phases {
      guard let tier = others?["phases"]?[phase] else { continue }
      rows.append([words, text(tier)])
    }
    if let next = others?["next_tier"], !next.isNull {
      rows.append(["the next tier, \(text(next["tier"]))", "\(points(next["points_needed"])) points more"])
    }
    if rows.isEmpty { return "" }
    let items = rows.map { "<div><dt>\(escaped($0[0].capitalizedFirst))</dt><dd>\(escaped($0[1]))</dd></div>" }
    return ResultPage.section(
      "otherwise", "What it would have been otherwise",
      "<dl class=\"facts\">\n\(items.joined(separator: "\n"))\n</dl>")
  }

  private static let phases: [(StaticString, String)] = [
    ("ignore", "if influence were ignored"), ("declared", "if only declared influence counted"),
    ("absolute", "if followers alone counted"), ("relative", "if influence in the company's market counts"),
  ]

  private var rights: String {
    let without = decision["counterfactual"]?["without_social"]?["tier"]?.string
    let same = without == decision["tier"]?.string
    let effect = without.map {
      same ? " It would be the same tier, \($0)." : " It would be the tier \($0) in place of \(text(decision["tier"]))."
    }
    return ResultPage.section(
      "rights", "What you can ask for",
      """
      <ul>
      <li><strong>An objection to social signals:</strong> the ticket is scored again without
      them.\(escaped(effect ?? ""))</li>
      <li><strong>A person:</strong> an agent can look at the ticket, change what is known of it, and answer it before its
      turn.</li>
      <li><strong>Correction and a copy:</strong> what is wrong above is put right, and you get all that is stored of
      you.</li>
      <li><strong>Erasure:</strong> all that is stored of you is deleted, this page included.</li>
      </ul>
      <p class="note">Name the ticket, or the decision below, to whoever helps you.</p>
      """)
  }

  private var record: String {
    let policy = decision["policy"]
    let id = stored.id.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    return """
      <footer>
      <p>Made by rules, the policy <strong>\(escaped(text(policy?["name"])))</strong>, version
      <code>\(escaped(text(policy?["version"])))</code>. Decision <code>\(id)</code>.</p>
      </footer>
      """
  }
}

// Words.
extension DecisionPage {
  private func text(_ value: JSONValue?) -> String { value?.string ?? "" }

  private func points(_ value: JSONValue?) -> String { decimals(value?.double ?? 0, 1) }

  private func percentage(_ share: Double) -> String { "\(decimals(min(1, max(0, share)) * 100, 1))%" }

  /// A number without decimals that say nothing, its thousands apart.
  static func plain(_ value: Double) -> String {
    guard value == value.rounded(), value.magnitude < 1e15 else { return significant(value, 6) }
    var digits = String(Int(value.magnitude))
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return (value < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
  }

  static func sentence(_ text: String) -> String { text.isEmpty ? "" : text.capitalizedFirst + "." }

  /// How long ago something was, roughly.
  static func rough(_ seconds: Double) -> String {
    if seconds < 7200 { return "\(Int(seconds / 60)) min" }
    if seconds < 2 * 86_400 { return "\(Int(seconds / 3600)) h" }
    return "\(Int(seconds / 86_400)) days"
  }

  static func moment(_ seconds: Double) -> String {
    guard let text = RFC3339.string(Int(seconds.rounded(.down))) else { return "" }
    return "\(text.prefix(10)) at \(text.dropFirst(11).prefix(8)) UTC"
  }
}

extension String {
  /// With its first letter great.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
