import Foundation
import JSON
import Yams

/// A JSON value that lives on its own, read from JSON or YAML.
enum JSONTree: Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONTree])
  case object([String: JSONTree])

  /// Reads a JSON document.
  init(json: [UInt8]) throws {
    let parser = JSONParser()
    self = try withExtendedLifetime(parser) { JSONTree(try parser.parse(copying: json)) }
  }

  /// Reads a YAML document that has nothing that JSON lacks.
  init(yaml: String) throws {
    self = try JSONTree(any: Yams.load(yaml: yaml) ?? NSNull())
  }

  private init(_ value: JSONValue) {
    if let bool = value.bool {
      self = .bool(bool)
    } else if let number = value.double {
      self = .number(number)
    } else if let string = value.string {
      self = .string(string)
    } else if let array = value.array {
      self = .array(array.map(JSONTree.init))
    } else if let object = value.object {
      self = .object(Dictionary(uniqueKeysWithValues: object.map { (String($0.key), JSONTree($0.value)) }))
    } else {
      self = .null
    }
  }

  private struct NotJSON: Error {
    var value: String
  }

  private init(any value: Any) throws {
    switch value {
    case is NSNull: self = .null
    case let bool as Bool: self = .bool(bool)
    case let number as Int: self = .number(Double(number))
    case let number as Double: self = .number(number)
    case let string as String: self = .string(string)
    case let array as [Any]: self = .array(try array.map(JSONTree.init(any:)))
    case let object as [String: Any]: self = .object(try object.mapValues(JSONTree.init(any:)))
    default: throw NotJSON(value: "\(value)")
    }
  }

  /// The member of an object; null where there is none, or no object.
  subscript(key: String) -> JSONTree { object?[key] ?? .null }

  var object: [String: JSONTree]? { if case .object(let object) = self { object } else { nil } }
  var array: [JSONTree]? { if case .array(let array) = self { array } else { nil } }
  var string: String? { if case .string(let string) = self { string } else { nil } }
  var number: Double? { if case .number(let number) = self { number } else { nil } }

  /// All texts of an array.
  var strings: [String] { array?.compactMap(\.string) ?? [] }

  /// The value as JSON, members in the order of their names.
  var json: [UInt8] {
    let writer = JSONWriter()
    write(to: writer)
    return [UInt8](writer.bytes)
  }

  private func write(to writer: JSONWriter) {
    switch self {
    case .null: writer.null()
    case .bool(let bool): writer.bool(bool)
    case .number(let number):
      if let whole = Int(exactly: number) { writer.number(whole) } else { writer.number(number) }
    case .string(let string): writer.string(string)
    case .array(let array): writer.array { for item in array { item.write(to: writer) } }
    case .object(let object):
      writer.object {
        for (key, value) in object.sorted(by: { $0.key < $1.key }) {
          writer.key(escaping: key)
          value.write(to: writer)
        }
      }
    }
  }
}

extension JSONTree: CustomStringConvertible {
  var description: String { String(decoding: json, as: UTF8.self) }
}
