import JSON

/// Checks values against the schemas of a document, in the part of JSON Schema 2020-12 that the contract uses.
///
/// It passes over keywords that it does not know; ``unknownKeywords(_:at:)`` finds those.
struct SchemaValidator {
  /// The document that references lead into.
  let document: JSONTree

  /// What is wrong with a value; empty where nothing is.
  func findings(_ value: JSONTree, _ schema: JSONTree, at place: String = "") -> [String] {
    guard let keywords = schema.object else { return ["\(place): the schema is no object: \(schema)"] }
    return keywords.sorted { $0.key < $1.key }.flatMap { keyword, argument -> [String] in
      switch keyword {
      case "$ref": reference(value, argument, place)
      case "allOf", "anyOf", "oneOf": combination(keyword, value, argument, place)
      case "type", "enum", "const": kind(keyword, value, argument, place)
      case "properties", "required", "additionalProperties", "dependentRequired", "maxProperties":
        object(keyword, value, argument, schema, place)
      case "items", "minItems", "maxItems": array(keyword, value, argument, place)
      case "minimum", "maximum": number(keyword, value, argument, place)
      case "minLength", "maxLength", "pattern", "format": text(keyword, value, argument, place)
      default: []
      }
    }
  }

  /// Keywords of a schema, and of those within it, that this validator does not know: misspelt ones, most likely.
  func unknownKeywords(_ schema: JSONTree, at place: String = "") -> [String] {
    guard let members = schema.object else { return [] }
    let unknown = members.keys.filter { !Self.keywords.contains($0) }.map { "\(place): \($0)" }
    let properties = (schema["properties"].object ?? [:]).map { ("\(place)/\($0)", $1) }
    let elements = ["items", "additionalProperties"].map { ("\(place)/*", schema[$0]) }
    let choices = ["allOf", "anyOf", "oneOf"].flatMap { schema[$0].array ?? [] }.map { (place, $0) }
    return unknown + (properties + elements + choices).flatMap { unknownKeywords($0.1, at: $0.0) }
  }

  private static let keywords: Set = [
    "$ref", "allOf", "anyOf", "oneOf", "type", "enum", "const", "properties", "required", "additionalProperties",
    "dependentRequired", "maxProperties", "items", "minItems", "maxItems", "minimum", "maximum", "minLength",
    "maxLength", "pattern", "format", "description",
  ]

  /// The part of the document that a reference such as `#/components/schemas/Decision` means.
  func resolve(_ reference: String) -> JSONTree {
    reference.split(separator: "/").dropFirst().reduce(document) { $0[String($1)] }
  }

  private func reference(_ value: JSONTree, _ argument: JSONTree, _ place: String) -> [String] {
    let target = argument.string.map(resolve) ?? .null
    return target == .null ? ["\(place): \(argument) leads nowhere"] : findings(value, target, at: place)
  }

  private func combination(_ keyword: String, _ value: JSONTree, _ argument: JSONTree, _ place: String) -> [String] {
    let results = (argument.array ?? []).map { findings(value, $0, at: place) }
    let matches = results.count { $0.isEmpty }
    let isRight =
      switch keyword {
      case "allOf": matches == results.count
      case "anyOf": matches >= 1
      default: matches == 1
      }
    return isRight ? [] : ["\(place): \(matches) of \(results.count) in \(keyword) match: \(results)"]
  }

  private func kind(_ keyword: String, _ value: JSONTree, _ argument: JSONTree, _ place: String) -> [String] {
    let isRight =
      switch keyword {
      case "enum": argument.array?.contains(value) ?? false
      case "const": argument == value
      default: argument.string.map { Self.isType($0, value) } ?? argument.strings.contains { Self.isType($0, value) }
      }
    return isRight ? [] : ["\(place): expected \(keyword) \(argument), found \(value)"]
  }

  private static func isType(_ type: String, _ value: JSONTree) -> Bool {
    switch (type, value) {
    case ("null", .null), ("boolean", .bool), ("number", .number), ("string", .string), ("array", .array),
      ("object", .object):
      true
    case ("integer", .number(let number)): number == number.rounded()
    default: false
    }
  }

  private func object(
    _ keyword: String, _ value: JSONTree, _ argument: JSONTree, _ schema: JSONTree, _ place: String
  ) -> [String] {
    guard let members = value.object else { return [] }
    switch keyword {
    case "required":
      return argument.strings.filter { members[$0] == nil }.map { "\(place)/\($0): missing" }
    case "properties":
      return members.sorted { $0.key < $1.key }.flatMap { key, member in
        argument.object?[key].map { findings(member, $0, at: "\(place)/\(key)") } ?? []
      }
    case "additionalProperties":
      let others = members.filter { schema["properties"].object?[$0.key] == nil }.sorted { $0.key < $1.key }
      if argument == .bool(false) { return others.map { "\(place)/\($0.key): not in the contract" } }
      return others.flatMap { findings($0.value, argument, at: "\(place)/\($0.key)") }
    case "dependentRequired":
      let needed = (argument.object ?? [:]).filter { members[$0.key] != nil }.flatMap(\.value.strings)
      return Set(needed).filter { members[$0] == nil }.sorted().map { "\(place)/\($0): missing" }
    default:
      return members.count <= Int(argument.number ?? -1) ? [] : ["\(place): more than \(argument) members"]
    }
  }

  private func array(_ keyword: String, _ value: JSONTree, _ argument: JSONTree, _ place: String) -> [String] {
    guard let items = value.array else { return [] }
    if keyword == "items" {
      return items.enumerated().flatMap { findings($0.element, argument, at: "\(place)/\($0.offset)") }
    }
    return bound(Double(items.count), keyword, argument, place, "items")
  }

  private func number(_ keyword: String, _ value: JSONTree, _ argument: JSONTree, _ place: String) -> [String] {
    value.number.map { bound($0, keyword, argument, place, "") } ?? []
  }

  private func bound(
    _ number: Double, _ keyword: String, _ argument: JSONTree, _ place: String, _ unit: String
  ) -> [String] {
    guard let bound = argument.number else { return ["\(place): \(keyword) has no number"] }
    let isRight = keyword.hasPrefix("min") ? number >= bound : number <= bound
    return isRight ? [] : ["\(place): expected \(keyword) \(bound), found \(number) \(unit)"]
  }

  private func text(_ keyword: String, _ value: JSONTree, _ argument: JSONTree, _ place: String) -> [String] {
    guard let text = value.string else { return [] }
    switch keyword {
    case "pattern":
      guard let regex = try? Regex(argument.string ?? "[").matchingSemantics(.unicodeScalar) else {
        return ["\(place): \(argument) is no pattern"]
      }
      return text.contains(regex) ? [] : ["\(place): \"\(text)\" does not match \(argument)"]
    case "format":
      guard argument == .string("date-time") else { return ["\(place): unknown format \(argument)"] }
      let isTime = Array(text.utf8).withUnsafeBufferPointer { RFC3339.seconds($0) != nil }
      return isTime ? [] : ["\(place): \"\(text)\" is no time"]
    default:
      return bound(Double(text.unicodeScalars.count), keyword, argument, place, "characters")
    }
  }
}
