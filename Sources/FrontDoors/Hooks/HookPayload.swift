import JSON

/// What a webhook says: its body, read, and the fields of its head.
struct HookPayload {
  let root: HookValue
  let field: (String) -> String?
  let parser: JSONParser

  /// - Throws: ``HookProblem`` where the body is neither JSON nor a form, whichever the request says that it is.
  init(_ request: HookRequest, parser: JSONParser) throws(HookProblem) {
    field = request.field
    self.parser = parser
    if request.isForm {
      guard let form = HookForm(request.body) else {
        throw HookProblem(.body, path: "", expected: "a form of at most \(HookForm.most) parameters", found: "more")
      }
      root = .object(form.parameters.map { ($0.name, .text($0.value)) })
    } else {
      do {
        root = HookValue(try parser.parse(copying: request.body))
      } catch {
        throw HookProblem(.body, path: "", expected: "a body of JSON", found: "\(error)")
      }
      if !root.isStructure, root != .object([]) {
        throw HookProblem(.body, path: "", expected: "a JSON object", found: root.scalar ?? "nothing")
      }
    }
  }

  /// What stands at a path; `null` where there is nothing.
  func value(at path: HookPath) -> HookValue {
    switch path.origin {
    case .header(let name): return field(name).map { .text($0) } ?? .null
    case .body(let steps):
      var value = root
      for step in steps {
        value = next(step, in: unfolded(value))
        if value == .null { break }
      }
      return value
    }
  }

  private func next(_ step: HookPath.Step, in value: HookValue) -> HookValue {
    switch (step, value) {
    case (.name(let name), .object(let members)):
      members.first { $0.name == name }?.value ?? .null
    case (.name(let name), .array(let elements)):
      Int(name).map { element($0, of: elements) } ?? .null
    case (.index(let index), .array(let elements)):
      element(index, of: elements)
    case (.element(let name, let wanted), .array(let elements)):
      elements.first { next(.name(name), in: $0).scalar == wanted } ?? .null
    default: .null
    }
  }

  private func element(_ index: Int, of elements: [HookValue]) -> HookValue {
    let position = index < 0 ? elements.count &+ index : index
    return elements.indices.contains(position) ? elements[position] : .null
  }

  /// The value that a text of JSON stands for; any other value as it is.
  private func unfolded(_ value: HookValue) -> HookValue {
    guard case .text(let text) = value else { return value }
    let start = HookText.trimmed(text).utf8.first
    guard start == UInt8(ascii: "{") || start == UInt8(ascii: "[") else { return value }
    return (try? parser.parse(copying: Array(text.utf8))).map { HookValue($0) } ?? value
  }
}
