import Foundation
import TestSupport

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
    let path: String

    var description: String { "\(method) \(path)" }
  }

  /// All operations, in the order of their names.
  var operations: [Operation] {
    (document["paths"].object ?? [:]).flatMap { path, item in
      (item.object ?? [:]).keys.map { Operation(method: $0.uppercased(), path: path) }
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
    let schema = response["content"][answer.mediaType]["schema"]
    if schema == .null { return ["\(answer.mediaType) is not documented for \(answer.status)"] }
    let headers = (response["headers"].object ?? [:]).filter { $0.value["required"] == .bool(true) }.keys
    var findings = headers.filter { answer[$0] == nil }.map { "the field \($0) is missing" }
    do {
      let body = try Self.value(of: Array(answer.body.utf8), answer.mediaType)
      findings += validator.findings(body, schema)
      if answer.status >= 400, body["status"] != .number(Double(answer.status)) {
        findings.append("the status in the body is \(body["status"])")
      }
    } catch {
      findings.append("the body is not \(answer.mediaType): \(error)")
    }
    return findings
  }

  /// The value that a body has to a schema: lines of JSON are an array, text is a text.
  static func value(of body: [UInt8], _ mediaType: String) throws -> JSONTree {
    switch mediaType {
    case "text/plain": .string(String(decoding: body, as: UTF8.self))
    case "application/yaml": try JSONTree(yaml: String(decoding: body, as: UTF8.self))
    case "application/x-ndjson":
      .array(try body.split(separator: UInt8(ascii: "\n")).map { try JSONTree(json: Array($0)) })
    default: try JSONTree(json: body)
    }
  }
}

extension Contract {
  /// A request of the contract with the answer of the same name.
  struct Exchange: CustomStringConvertible {
    let operation: Operation
    let name: String
    let mediaType: String
    let request: JSONTree
    let status: Int
    let answerType: String
    let answer: JSONTree

    var description: String { "\(operation) \(name)" }
  }

  /// Each request among the examples; one without an answer of the same name has status 0.
  var exchanges: [Exchange] {
    operations.flatMap { operation in
      let contents = definition(of: operation)["requestBody"]["content"].object ?? [:]
      return contents.flatMap { mediaType, content in
        (content["examples"].object ?? [:]).map { name, example in
          let answer = answer(named: name, operation)
          return Exchange(
            operation: operation, name: name, mediaType: mediaType, request: example["value"],
            status: answer?.status ?? 0, answerType: answer?.mediaType ?? "", answer: answer?.value ?? .null)
        }
      }
    }.sorted { "\($0)" < "\($1)" }
  }

  private func answer(
    named name: String, _ operation: Operation
  ) -> (status: Int, mediaType: String, value: JSONTree)? {
    for status in (definition(of: operation)["responses"].object ?? [:]).keys.compactMap({ Int($0) }).sorted() {
      for (mediaType, content) in response(status, of: operation)["content"].object ?? [:] {
        if let example = content["examples"].object?[name] { return (status, mediaType, example["value"]) }
      }
    }
    return nil
  }
}
