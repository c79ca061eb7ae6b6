import HTTPWire

/// The parameters in the query of a request, `name=value` with `&` between them.
struct QueryReader {
  private var parameters: [(name: String, value: String)] = []

  /// - Throws: ``RefusedBody`` where the encoding is no text, or a parameter is there twice.
  init(_ query: UnsafeRawBufferPointer?) throws {
    guard let query else { return }
    for part in query.split(separator: UInt8(ascii: "&")) {
      let pair = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      let name = try Self.decode(pair[0])
      if parameters.contains(where: { $0.name == name }) { throw refusal(name, "it once") }
      parameters.append((name, try pair.count > 1 ? Self.decode(pair[1]) : ""))
    }
  }

  /// A parameter's value; nil where it is missing.
  subscript(name: String) -> String? { parameters.first { $0.name == name }?.value }

  func integer(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
    guard let text = self[name] else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw refusal(name, "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func choice(_ name: String, of choices: [String]) throws -> String? {
    guard let text = self[name] else { return nil }
    guard choices.contains(text) else { throw refusal(name, "one of \(choices.joined(separator: ", "))") }
    return text
  }

  /// Refuses a parameter that nobody knows: it was meant to do something.
  func refuseOthers(than known: [String]) throws {
    if let other = parameters.first(where: { !known.contains($0.name) }) {
      throw refusal(other.name, "only \(known.joined(separator: ", "))")
    }
  }

  /// What is thrown for a parameter that is not what was expected.
  func refusal(_ name: String, _ expected: String) -> RefusedBody {
    let detail = "the parameter \(name.prefix(100)): expected \(expected)"
    return RefusedBody(problem: Problem(kind: .invalidField, status: 422, detail: detail))
  }

  private static func decode(_ bytes: some Collection<UInt8>) throws(Refusal) -> String {
    // A form's space.
    let spaced = bytes.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 }
    let result = spaced.withUnsafeBytes { bytes in Result { () throws(Refusal) in try PercentEncoding.decode(bytes) } }
    return try result.get()
  }
}
