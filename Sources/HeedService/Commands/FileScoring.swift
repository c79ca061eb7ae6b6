import Foundation
import JSON
import Scoring

/// Scores the requests of files: `heed score`.
public final class FileScoring {
  /// How decisions are written.
  public enum Format: String, CaseIterable, Sendable {
    /// A line a ticket, for people.
    case table
    /// Indented JSON: an object for one request, an array for several.
    case json
    /// A decision a line, in the order of the requests.
    case ndjson
  }

  /// What came of the run.
  public struct Summary: Sendable {
    public var decided = 0
    public var refused = 0
  }

  private let loaded: LoadedPolicy
  private let format: Format
  private let now: Instant?
  private let write: (String) -> Void
  private let complain: (String) -> Void
  private let scorer = Scorer()
  private let lineParser = JSONParser()
  private var rows: [[String]] = []
  private var answers: [[UInt8]] = []
  private var summary = Summary()
  private var isList = false

  /// - Parameters:
  ///   - loaded: the policy to score under.
  ///   - now: seconds since 1970 that all requests are scored at; nil: each as of when its ticket was opened, or as of
  ///     the present where it does not say.
  ///   - write: takes the output.
  ///   - complain: takes a line for each request that is refused.
  public init(
    _ loaded: LoadedPolicy, format: Format, now: Double?, write: @escaping (String) -> Void,
    complain: @escaping (String) -> Void
  ) {
    self.loaded = loaded
    self.format = format
    self.now = now.map(Instant.init(secondsSince1970:))
    self.write = write
    self.complain = complain
  }

  /// Scores all requests of a file: one JSON object, an array of them, or one a line.
  ///
  /// - Parameters:
  ///   - bytes: the file's content.
  ///   - name: what to call it in complaints.
  public func score(_ bytes: [UInt8], name: String) {
    let isLines = name.hasSuffix(".ndjson") || name.hasSuffix(".jsonl")
    if isLines || Self.looksLikeLines(bytes) { return lines(bytes, name) }
    let parser = JSONParser(capacity: bytes.count, duplicateKeys: .allowed)
    do {
      let root = try parser.parse(copying: bytes)
      let id = bytes.withUnsafeBytes { loaded.id(of: $0, now: now ?? Instant(secondsSince1970: 0)) }
      guard let items = root.array else { return item(root, id: id, name) }
      isList = true
      for (index, value) in items.enumerated() { item(value, id: id.item(index), "\(name), item \(index + 1)") }
    } catch {
      refuse(name, "\(error)")
    }
    withExtendedLifetime(parser) {}
  }

  /// Writes what has to wait for the last request, and says how many there were.
  public func finish() -> Summary {
    switch format {
    case .table where !rows.isEmpty:
      var table = TextTable(
        ["ticket", "score", "tier", "desk", "promise", "head start", "most points from", "flags"],
        rightAligned: [1, 4, 5])
      for row in rows { table.add(row) }
      write(table.text)
    case .json:
      let isArray = isList || answers.count != 1
      var document: [UInt8] = isArray ? [UInt8(ascii: "[")] : []
      document += answers.joined(separator: [UInt8(ascii: ",")])
      if isArray { document.append(UInt8(ascii: "]")) }
      write(document.withUnsafeBytes { String(decoding: IndentedJSON.indent($0), as: UTF8.self) } + "\n")
    default: break
    }
    return summary
  }

  private func lines(_ bytes: [UInt8], _ name: String) {
    isList = true
    bytes.withUnsafeBytes { buffer in
      for (index, line) in JSONLines(buffer).enumerated() {
        let place = "\(name), request \(index + 1)"
        do {
          item(
            try lineParser.parse(copying: line), id: loaded.id(of: line, now: now ?? Instant(secondsSince1970: 0)),
            place)
        } catch {
          refuse(place, "\(error)")
        }
      }
    }
  }

  private func item(_ value: JSONValue, id: DecisionID, _ place: String) {
    scorer.json.removeAll()
    if let problem = Problem(duplicateKeyIn: value) { return refuse(place, problem.detail) }
    let outcome = scorer.score(
      value, id: id, loaded, now: now ?? Self.openedAt(value) ?? Self.present
    ) { [self] scored in
      if format == .table { rows.append(Self.row(scored.decision, scored.ticket)) }
    }
    switch outcome {
    case .decided:
      summary.decided += 1
      switch format {
      case .table: break
      case .json: answers.append([UInt8](scorer.json.bytes))
      case .ndjson:
        scorer.json.raw("\n")
        write(String(decoding: scorer.json.bytes, as: UTF8.self))
      }
    case .refused(let problem):
      refuse(
        place,
        problem.errors.map { "\($0.pointer.isEmpty ? "the request" : $0.pointer): \($0.detail)" }.joined(
          separator: "; "))
    case .unread: preconditionFailure("nothing is looked up")
    }
  }

  private func refuse(_ place: String, _ why: String) {
    summary.refused += 1
    complain("\(place): \(why)")
  }

  private static func row(_ decision: Decision, _ ticket: JSONText) -> [String] {
    let most = Factor.allCases.filter { decision.factors[$0].points > 0 }
      .sorted { decision.factors[$0].points > decision.factors[$1].points }.prefix(3)
      .map { "\($0.rawValue) \(String(format: "%.1f", decision.factors[$0].points))" }
    let flags = Flags.descriptions.filter { decision.flags.contains($0.flag) }.map { "\($0.label)" }
    return [
      String(ticket), String(format: "%.1f", decision.score), decision.tier.name, decision.desk,
      spoken(seconds: decision.promiseSeconds), spoken(seconds: decision.headStartSeconds),
      most.joined(separator: ", "), flags.joined(separator: ", "),
    ]
  }

  private static func openedAt(_ value: JSONValue) -> Instant? {
    value["ticket"]?["opened_at"]?.text.flatMap(RFC3339.seconds).map(Instant.init(secondsSince1970:))
  }

  /// Seconds since 1970 of a time in RFC 3339; nil where it is none.
  public static func time(_ text: String) -> Double? {
    var text = text
    return text.withUTF8 { RFC3339.seconds($0) }
  }

  private static var present: Instant { Instant(secondsSince1970: Date().timeIntervalSince1970) }

  /// Whether there are several lines and one of the first two is a whole object.
  private static func looksLikeLines(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { buffer in
      let lines = Array(JSONLines(buffer).prefix(2))
      let parser = JSONParser(capacity: 0)
      // The parser has to outlive the values, which are views of its memory.
      return withExtendedLifetime(parser) {
        lines.count == 2 && lines.contains { (try? parser.parse(copying: $0))?.object != nil }
      }
    }
  }
}
