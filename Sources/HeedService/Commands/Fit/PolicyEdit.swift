import Foundation
public import Scoring
import Yams

/// Writes fitted parameters into a policy's text, of which all else stays as it is, comments too.
public struct PolicyEdit {
  /// What is written.
  public struct Values: Sendable {
    /// When customers buy, and what they spend.
    public var purchases: BGNBD
    public var spending: GammaGamma
    /// How far ahead purchases are predicted, in weeks; `nil` leaves it as it is.
    public var horizonWeeks: Double?
    /// The population table, as the policy is to name it; `nil` leaves it as it is.
    public var population: String?
    /// The topics' taxonomy, likewise.
    public var topics: String?
    /// Where the parameters are from, for a comment.
    public var origin: String

    public init(purchases: BGNBD, spending: GammaGamma, origin: String) {
      self.purchases = purchases
      self.spending = spending
      self.origin = origin
    }
  }

  /// A piece of text that another replaces.
  private struct Change {
    /// From 0.
    let line: Int
    /// In characters, from 0.
    let column: Int
    let old: String
    let new: String
  }

  private let values: Values
  private let path: String
  private var lines: [String]
  private var changes: [Change] = []
  /// Lines that come before those with these indices.
  private var comments: [Int] = []
  private var sections: [String] = []

  private static let sign = "# Fitted by heed fit"

  /// The text with other parameters.
  ///
  /// - Throws: ``FileError`` where the text is no good policy, or is laid out in a way that cannot be edited; that has
  ///   the lines to write by hand.
  public static func apply(_ values: Values, to text: String, path: String) throws(FileError) -> String {
    let settings = try PolicyReader.read(text, path: path)
    var edit = PolicyEdit(values: values, path: path, text: text)
    guard let root = try? Yams.compose(yaml: text), edit.collect(root) else { throw edit.failure }
    let result = edit.result
    guard let read = try? PolicyReader.read(result, path: path), edit.agrees(read, settings) else { throw edit.failure }
    return result
  }

  private init(values: Values, path: String, text: String) {
    self.values = values
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The parameters as a part of a policy.
  private var fragment: String {
    let horizon = values.horizonWeeks.map { "  horizon_weeks: \(Self.text($0))\n" } ?? ""
    return "lifetime_value:\n\(horizon)  \(Self.sign) to \(values.origin).\n  bg_nbd: \(Self.flow(purchases))\n"
      + "  gamma_gamma: \(Self.flow(spending))"
  }

  private var purchases: [(String, Double)] {
    let model = values.purchases
    return [("r", model.r), ("alpha", model.alpha), ("a", model.a), ("b", model.b)]
  }

  private var spending: [(String, Double)] {
    [("p", values.spending.p), ("q", values.spending.q), ("gamma", values.spending.gamma)]
  }

  private static func flow(_ values: [(String, Double)]) -> String {
    "{" + values.map { "\($0.0): \(text($0.1))" }.joined(separator: ", ") + "}"
  }

  private static func text(_ value: Double) -> String { significant(value) }

  private var failure: FileError {
    FileError(
      path: path,
      problems: [
        FileProblem(
          line: nil, field: "lifetime_value", found: "a layout that cannot be edited",
          expected: "these lines, which you may write by hand:\n\(fragment)")
      ])
  }

  /// Finds all that changes; false where that cannot be done.
  private mutating func collect(_ root: Node) -> Bool {
    guard let all = root.mapping else { return false }
    for (key, name) in [("population", values.population), ("topics", values.topics)] {
      guard let name else { continue }
      if let node = all[key] {
        guard replace(node, with: name) else { return false }
      } else {
        sections.append("\(key): \(name)")
      }
    }
    guard let node = all["lifetime_value"] else {
      sections.append(fragment)
      return true
    }
    guard let given = node.mapping else { return false }
    if let horizon = values.horizonWeeks {
      guard let node = given["horizon_weeks"], replace(node, with: Self.text(horizon)) else { return false }
    }
    return collect("bg_nbd", in: given, purchases) && collect("gamma_gamma", in: given, spending)
  }

  private mutating func collect(_ key: String, in mapping: Node.Mapping, _ parameters: [(String, Double)]) -> Bool {
    guard let model = mapping[key]?.mapping else { return false }
    for (name, value) in parameters {
      guard let node = model[name], replace(node, with: Self.text(value)) else { return false }
    }
    if let mark = mapping.keys.first(where: { $0.string == key })?.mark, lines.indices.contains(mark.line - 1),
      lines[mark.line - 1].trimmed.hasPrefix(key)
    {
      comments.append(mark.line - 1)
    }
    return true
  }

  private mutating func replace(_ node: Node, with new: String) -> Bool {
    guard let scalar = node.scalar, let mark = node.mark, lines.indices.contains(mark.line - 1) else { return false }
    let change = Change(line: mark.line - 1, column: mark.column - 1, old: scalar.string, new: new)
    guard lines[change.line].unicodeScalars.dropFirst(change.column).starts(with: change.old.unicodeScalars) else {
      return false
    }
    changes.append(change)
    return true
  }

  private var result: String {
    var lines = lines
    for change in changes.sorted(by: { ($0.line, $0.column) > ($1.line, $1.column) }) {
      let scalars = lines[change.line].unicodeScalars
      lines[change.line] =
        String(scalars.prefix(change.column)) + change.new
        + String(scalars.dropFirst(change.column + change.old.unicodeScalars.count))
    }
    for index in comments.sorted(by: >) {
      let indentation = lines[index].prefix { $0 == " " }
      let comment = "\(indentation)\(Self.sign) to \(values.origin)."
      if index > 0, lines[index - 1].trimmed.hasPrefix(Self.sign) {
        lines[index - 1] = comment
      } else {
        lines.insert(comment, at: index)
      }
    }
    if !sections.isEmpty {
      while lines.last == "" { lines.removeLast() }
      lines += sections.flatMap { ["", $0] } + [""]
    }
    return lines.joined(separator: "\n")
  }

  /// Whether a policy has the new values, as far as they are written out, and is the old one otherwise.
  private func agrees(_ new: PolicySettings, _ old: PolicySettings) -> Bool {
    func isNear(_ read: Double, _ value: Double) -> Bool { (read - value).magnitude <= 1e-5 * value }
    let (purchases, spending) = (new.lifetimeValue.purchaseModel, new.lifetimeValue.spendModel)
    let pairs = [
      (purchases.r, values.purchases.r), (purchases.alpha, values.purchases.alpha), (purchases.a, values.purchases.a),
      (purchases.b, values.purchases.b), (spending.p, values.spending.p), (spending.q, values.spending.q),
      (spending.gamma, values.spending.gamma),
      (new.lifetimeValue.horizonWeeks, values.horizonWeeks ?? old.lifetimeValue.horizonWeeks),
    ]
    var rest = new
    rest.lifetimeValue.purchaseModel = old.lifetimeValue.purchaseModel
    rest.lifetimeValue.spendModel = old.lifetimeValue.spendModel
    rest.lifetimeValue.horizonWeeks = old.lifetimeValue.horizonWeeks
    if values.population != nil { rest.populationFile = old.populationFile }
    if values.topics != nil { rest.topicsFile = old.topicsFile }
    return pairs.allSatisfy(isNear) && rest == old && new.populationFile == values.population ?? old.populationFile
      && new.topicsFile == values.topics ?? old.topicsFile
  }
}
