import JSON
import Scoring

/// Takes values of a JSON document with the type and range that they must have, and collects what is wrong.
///
/// Each method returns nil for `null`, which counts as missing, and for a wrong value, which it reports.
struct FieldReader {
  /// The fields that are wrong; the request is refused if there is any.
  private(set) var errors: [FieldProblem] = []
  /// The fields that nobody knows; the request is answered all the same.
  private(set) var warnings: [FieldProblem] = []

  /// Whether an object of the document may have a key twice. False only where all objects were read and have none.
  var mayHaveDuplicateKeys = false

  /// The value that pointers lead from.
  private var root: JSONValue?
  /// Names that requests had before, all of them right.
  private var names = JSONTextCache()
  /// Keys that named topics before.
  private var topics = JSONTextCache()
  private var times = RFC3339Reader()

  /// The most problems of a kind that are listed.
  private static let most = 100

  /// Forgets what was found, and goes on with the document, or the part of one, that `root` is.
  mutating func begin(_ root: JSONValue) {
    self.root = root
    mayHaveDuplicateKeys = false
    if !errors.isEmpty { errors = [] }
    if !warnings.isEmpty { warnings = [] }
  }

  /// The known members of an object, none of `null`, and an error for anything else.
  @inline(__always)
  mutating func members<Key>(_ value: JSONValue, by keys: JSONKeys<Key>) -> KnownMembers<Key> {
    if value.object == nil { wrong(value, "an object") }
    return KnownMembers(value, by: keys)
  }

  mutating func object(_ value: JSONValue) -> JSONObject? {
    if let object = value.object { return object }
    wrong(value, "an object")
    return nil
  }

  mutating func array(_ value: JSONValue) -> JSONArray? {
    if let array = value.array { return array }
    wrong(value, "an array")
    return nil
  }

  mutating func integer(_ value: JSONValue, in range: ClosedRange<Int>) -> Int? {
    if let number = value.int, range.contains(number) { return number }
    wrong(value, "a whole number from \(range.lowerBound) to \(range.upperBound)")
    return nil
  }

  mutating func number(_ value: JSONValue, in range: ClosedRange<Double>) -> Double? {
    if let number = value.double, range.contains(number) { return number }
    wrong(value, "a number from \(Self.plain(range.lowerBound)) to \(Self.plain(range.upperBound))")
    return nil
  }

  mutating func bool(_ value: JSONValue) -> Bool? {
    if let bool = value.bool { return bool }
    wrong(value, "true or false")
    return nil
  }

  /// A text of 1 to 128 characters (Unicode scalars, as JSON Schema counts them) without control characters. It lasts
  /// as long as the document.
  @discardableResult
  mutating func text(_ value: JSONValue) -> JSONText? {
    if let text = value.text, Self.isName(text) { return text }
    wrong(value, "a text of 1 to 128 characters without control characters")
    return nil
  }

  /// A text as `text(_:)` takes it, one of those that recur from request to request.
  mutating func name(_ value: JSONValue) -> String? {
    if let text = value.text, let known = names.string(text) { return known }
    return self.text(value).map { names.keep($0) }
  }

  /// A key that names a topic; any is right.
  mutating func topic(_ key: JSONText) -> String {
    topics.string(key) ?? topics.keep(key)
  }

  mutating func time(_ value: JSONValue) -> Instant? {
    if let text = value.text, let seconds = times.seconds(text) { return Instant(secondsSince1970: seconds) }
    wrong(value, "a time such as \"2026-11-22T07:00:00Z\" (RFC 3339)")
    return nil
  }

  mutating func severity(_ value: JSONValue) -> Severity? {
    if let text = value.text {
      switch text {
      case "low": return .low
      case "normal": return .normal
      case "high": return .high
      case "critical": return .critical
      default: break
      }
    }
    wrong(value, "one of " + Severity.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", "))
    return nil
  }

  /// Reports a value that is not what was expected.
  mutating func wrong(_ value: JSONValue, _ expected: String) {
    if value.isNull { return }
    report("expected \(expected), found \(Self.describe(value))", at: value)
  }

  /// A member that its object cannot do without: reports it where it is missing, and hands it on.
  @discardableResult
  mutating func required<Value>(
    _ member: Value?, _ key: StaticString, in value: JSONValue, _ what: String
  ) -> Value? {
    if member == nil, value.object != nil, value[key]?.isNull ?? true {
      report("expected \(what), found nothing", at: value, "\(key)")
    }
    return member
  }

  /// Reports a `null` where something must stand.
  mutating func null(_ value: JSONValue, _ expected: String) {
    report("expected \(expected), found null", at: value)
  }

  /// Notes a member that nobody knows, and so does not look into.
  mutating func unknown(_ member: JSONMember) {
    mayHaveDuplicateKeys = true
    if warnings.count >= Self.most { return }
    let problem = FieldProblem(pointer: member.value.pointer(from: root).rawValue, detail: "unknown field, not used")
    warnings.append(problem)
  }

  /// Lists a problem, unless there are enough: to say where one is takes a walk through the document.
  private mutating func report(_ detail: @autoclosure () -> String, at value: JSONValue, _ member: String? = nil) {
    mayHaveDuplicateKeys = true
    if errors.count >= Self.most { return }
    var pointer = value.pointer(from: root)
    if let member { pointer.append(member) }
    errors.append(FieldProblem(pointer: pointer.rawValue, detail: detail()))
  }

  private static func isName(_ text: JSONText) -> Bool {
    let bytes = text.utf8
    guard (1...512).contains(bytes.count), !text.hasControlCharacter else { return false }
    // A character begins with each byte that continues none.
    return bytes.count <= 128 || bytes.count(where: { $0 & 0xC0 != 0x80 }) <= 128
  }

  private static func describe(_ value: JSONValue) -> String {
    switch value.kind {
    case .null: "null"
    case .bool: value.bool == true ? "true" : "false"
    case .integer, .unsigned: value.unsigned.map(String.init) ?? value.int.map(String.init) ?? "a number"
    case .double: value.double.map { "\($0)" } ?? "a number"
    case .string: value.string.map { $0.utf8.count > 60 ? "a text of \($0.utf8.count) bytes" : "\"\($0)\"" } ?? "a text"
    case .array: "an array"
    case .object: "an object"
    }
  }

  private static func plain(_ value: Double) -> String {
    value == value.rounded() && value.magnitude < 1e15 ? String(Int(value)) : "\(value)"
  }
}
