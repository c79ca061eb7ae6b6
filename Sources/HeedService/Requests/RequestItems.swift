import JSON

/// The items of a body: one value, an array of them, or one a line.
struct RequestItems {
  let values: [JSONValue]
  private let isArray: Bool
  private let isLines: Bool

  /// Most of them in one request.
  static let most = 5000

  /// Reads a body with `JSONParser.padding` spare bytes behind it.
  ///
  /// - Throws: ``RefusedBody``, `JSONError`, and what `work` throws.
  static func read<Result>(
    _ body: [UInt8], isLines: Bool, _ work: (RequestItems) throws -> Result
  ) throws -> Result {
    try body.withUnsafeBytes { bytes in
      let body = UnsafeRawBufferPointer(rebasing: bytes.dropLast(JSONParser.padding))
      if isLines { return try lines(body, work) }
      let parser = JSONParser(capacity: body.count)
      return try withExtendedLifetime(parser) {
        let root = try parser.parse(body)
        let values = root.array.map(Array.init) ?? [root]
        try check(values.count)
        return try work(RequestItems(values: values, isArray: root.array != nil, isLines: false))
      }
    }
  }

  private static func lines<Result>(
    _ body: UnsafeRawBufferPointer, _ work: (RequestItems) throws -> Result
  ) throws -> Result {
    let lines = Array(JSONLines(body))
    try check(lines.count)
    // As an array they share one parser.
    var array: [UInt8] = [UInt8(ascii: "[")]
    array.reserveCapacity(body.count + lines.count + 2)
    for (index, line) in lines.enumerated() {
      if index > 0 { array.append(UInt8(ascii: ",")) }
      array += line
    }
    array.append(UInt8(ascii: "]"))
    let parser = JSONParser(capacity: array.count)
    return try withExtendedLifetime(parser) {
      let values = try parser.parse(copying: array).array.map(Array.init) ?? []
      // A line with a comma in it would be two.
      guard values.count == lines.count else {
        throw RefusedBody(problem: Problem([FieldProblem(pointer: "", detail: "expected one JSON value a line")]))
      }
      return try work(RequestItems(values: values, isArray: true, isLines: true))
    }
  }

  private static func check(_ count: Int) throws(RefusedBody) {
    guard count <= most else {
      throw RefusedBody(
        problem: Problem(
          kind: .tooManyItems, status: 413, detail: "\(count) items; send at most \(most) in a request"))
    }
  }

  /// Where an item is in the body.
  func pointer(_ index: Int) -> String { isArray ? "/\(index)" : "" }
}

extension Problem {
  /// The same problem, of a value that stands elsewhere in the body.
  func within(_ pointer: String) -> Problem {
    Problem(errors.map { FieldProblem(pointer: pointer + $0.pointer, detail: $0.detail) })
  }
}
