import JSON

/// A value of a webhook's payload, whatever form that came in: forms have texts alone.
indirect enum HookValue: Equatable {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case text(String)
  case array([HookValue])
  /// Members in their order.
  case object([(name: String, value: HookValue)])

  /// Copies a parsed value, as another document may be parsed before it is used.
  init(_ value: JSONValue) {
    switch value.kind {
    case .null: self = .null
    case .bool: self = .bool(value.bool ?? false)
    case .integer: self = .integer(value.int ?? 0)
    // Beyond Int there are ids, which must not be rounded.
    case .unsigned: self = .text(value.unsigned.map { "\($0)" } ?? "")
    case .double: self = .number(value.double ?? 0)
    case .string: self = .text(value.string ?? "")
    case .array: self = .array(value.array?.map { HookValue($0) } ?? [])
    case .object: self = .object(value.object?.map { (String($0.key), HookValue($0.value)) } ?? [])
    }
  }

  /// What the value is as a text; nil of an object, of an array, of null and of a text with nothing but space: none of
  /// these says anything.
  var scalar: String? {
    switch self {
    case .null, .array, .object: nil
    case .bool(let bool): bool ? "true" : "false"
    case .integer(let integer): "\(integer)"
    case .number(let number): Int(exactly: number).map { "\($0)" } ?? "\(number)"
    case .text(let text): HookText.trimmed(text).isEmpty ? nil : HookText.trimmed(text)
    }
  }

  /// The texts that a value has: one, or those of an array.
  var scalars: [String] {
    if case .array(let elements) = self { return elements.compactMap(\.scalar) }
    return scalar.map { [$0] } ?? []
  }

  /// Whether it is an object, or an array with something in it: what no field of Heed's is.
  var isStructure: Bool {
    switch self {
    case .object: true
    case .array(let elements): !elements.isEmpty && scalars.isEmpty
    default: false
    }
  }

  static func == (left: HookValue, right: HookValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.integer(let left), .integer(let right)): left == right
    case (.number(let left), .number(let right)): left == right
    case (.text(let left), .text(let right)): left == right
    case (.array(let left), .array(let right)): left == right
    case (.object(let left), .object(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.name == $1.name && $0.value == $1.value }
    default: false
    }
  }
}
