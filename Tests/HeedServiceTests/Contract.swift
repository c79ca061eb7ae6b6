import Foundation
import TestSupport

@testable import HeedService

/// What `openapi.yaml` says.
struct Contract {
  let document: JSONTree
  let validator: SchemaValidator

  /// The repository's contract.
  static let shared = try! Contract()

  init() throws {
    document = try JSONTree(yaml: String(decoding: Repository.bytes("openapi.yaml"), as: UTF8.self))
    validator = SchemaValidator(document: document)
  }

  /// A method of a path.
  struct Operation: CustomStringConvertible, Sendable {
    let method: String
    /// The path with its parameters in braces.
    let path: String

    var description: String { "\(method) \(path)" }
    var route: Route { Array(path.utf8).withUnsafeBytes { Route(path: $0) } }
  }

  /// All operations, in the order of their names.
  var operations: [Operation] {
    (document["paths"].object ?? [:]).flatMap { path, item in
      (item.object ?? [:]).keys.filter { $0 != "parameters" }.map { Operation(method: $0.uppercased(), path: path) }
    }.sorted { "\($0)" < "\($1)" }
  }

  /// What stands under an operation.
  func definition(of operation: Operation) -> JSONTree {
    document["paths"][operation.path][operation.method.lowercased()]
  }

  /// What an operation answers with a status, references followed; null where it is not documented.
  func response(_ status: Int, of operation: Operation) -> JSONTree {
    let response = definition(of: operation)["responses"]["\(status)"]
    return response["$ref"].string.map(validator.resolve) ?? response
  }

  /// Whether an answer is one that the contract has for the operation: status, media type, header fields and body.
  func findings(_ answer: Client.Answer, to operation: Operation) -> [String] {
    let response = response(answer.status, of: operation)
    if response == .null { return ["\(answer.status) is not documented"] }
    var findings = self.findings(answer, headers: response["headers"].object ?? [:])
    if response["content"] == .null {
      return findings + (answer.content.isEmpty && answer.mediaType.isEmpty ? [] : ["a body is not documented"])
    }
    let schema = response["content"][answer.mediaType]["schema"]
    if schema == .null { return ["\(answer.mediaType) is not documented for \(answer.status)"] }
    do {
      let body = try Self.value(of: Array(answer.body.utf8), answer.mediaType)
      findings += validator.findings(body, schema)
      if answer.mediaType == "application/problem+json", body["status"] != .number(Double(answer.status)) {
        findings.append("the status in the body is \(body["status"])")
      }
    } catch {
      findings.append("the body is not \(answer.mediaType): \(error)")
    }
    return findings
  }

  /// What is wrong with the fields of an answer's head.
  private func findings(_ answer: Client.Answer, headers: [String: JSONTree]) -> [String] {
    headers.flatMap { name, header -> [String] in
      let header = header["$ref"].string.map(validator.resolve) ?? header
      guard let value = answer[name] else {
        return header["required"] == .bool(true) ? ["the field \(name) is missing"] : []
      }
      let isNumber = header["schema"]["type"] == .string("integer")
      let tree = isNumber ? Double(value).map(JSONTree.number) ?? .string(value) : .string(value)
      return validator.findings(tree, header["schema"], at: name)
    }
  }

  /// The value that a body has to a schema: lines of JSON are an array, text is a text.
  static func value(of body: [UInt8], _ mediaType: String) throws -> JSONTree {
    switch mediaType {
    case "text/plain", "text/html", "text/csv", "text/tab-separated-values", "text/xml", "image/svg+xml",
      "application/x-www-form-urlencoded":
      .string(String(decoding: body, as: UTF8.self))
    case "application/yaml": try JSONTree(yaml: String(decoding: body, as: UTF8.self))
    case "application/x-ndjson":
      .array(try body.split(separator: UInt8(ascii: "\n")).map { try JSONTree(json: Array($0)) })
    default: try JSONTree(json: body)
    }
  }
}
