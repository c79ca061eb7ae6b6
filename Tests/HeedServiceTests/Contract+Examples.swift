import TestSupport

@testable import HeedService

extension Contract {
  /// A request among the examples with the answer of the same name.
  struct Exchange: CustomStringConvertible {
    let operation: Operation
    let name: String
    /// Path and query, the parameters in their places.
    let target: String
    /// Fields of the head.
    let fields: [(String, String)]
    /// The media type of the body; empty where there is none.
    let mediaType: String
    let request: JSONTree
    /// The status of the answer; 0 where there is no answer of this name.
    let status: Int
    let answerType: String
    let answer: JSONTree

    var description: String { "\(operation) \(name)" }
  }

  /// A parameter of an operation.
  struct Parameter {
    let name: String
    /// Where it stands: path, query or header.
    let place: String
    /// Its values by the names of the examples.
    let examples: [String: String]
  }

  /// All examples of requests with the answers of their names. Requests of the queue may have nothing but a path, and are
  /// found by their answers.
  var exchanges: [Exchange] {
    operations.flatMap { operation in
      exampleNames(of: operation).map { exchange($0, operation) }
    }.sorted { "\($0)" < "\($1)" }
  }

  /// The parameters of an operation, those of its path included.
  func parameters(of operation: Operation) -> [Parameter] {
    let own = definition(of: operation)["parameters"].array ?? []
    let shared = document["paths"][operation.path]["parameters"].array ?? []
    return (shared + own).map { parameter in
      let parameter = parameter["$ref"].string.map(validator.resolve) ?? parameter
      let examples = (parameter["examples"].object ?? [:]).mapValues { example in
        example["value"].string ?? example["value"].description
      }
      return Parameter(
        name: parameter["name"].string ?? "", place: parameter["in"].string ?? "", examples: examples)
    }
  }

  private func exampleNames(of operation: Operation) -> [String] {
    let answers = operation.route.isStored ? definition(of: operation)["responses"].object ?? [:] : [:]
    let responses = answers.keys.compactMap { Int($0) }
    let contents =
      [definition(of: operation)["requestBody"]["content"]]
      + responses.map { response($0, of: operation)["content"] }
    let names = contents.flatMap { content in
      (content.object ?? [:]).values.flatMap { ($0["examples"].object ?? [:]).keys }
    }
    return Set(names).sorted()
  }

  private func exchange(_ name: String, _ operation: Operation) -> Exchange {
    var (target, query, fields) = (operation.path, [String](), [(String, String)]())
    for parameter in parameters(of: operation) {
      guard let value = parameter.examples[name] else { continue }
      switch parameter.place {
      case "path": target = target.replacing("{\(parameter.name)}", with: value)
      case "query": query.append("\(parameter.name)=\(value)")
      default: fields.append((parameter.name, value))
      }
    }
    if !query.isEmpty { target += "?" + query.joined(separator: "&") }
    let bodies = definition(of: operation)["requestBody"]["content"].object ?? [:]
    let body = bodies.first { $0.value["examples"].object?[name] != nil }
    if let body { fields.append(("Content-Type", body.key)) }
    let answer = answer(named: name, operation)
    return Exchange(
      operation: operation, name: name, target: target, fields: fields, mediaType: body?.key ?? "",
      request: body?.value["examples"].object?[name]?["value"] ?? .null, status: answer.status,
      answerType: answer.mediaType, answer: answer.value)
  }

  /// The answer of this name; without one that which has no content, where there is such.
  private func answer(
    named name: String, _ operation: Operation
  ) -> (status: Int, mediaType: String, value: JSONTree) {
    let statuses = (definition(of: operation)["responses"].object ?? [:]).keys.compactMap { Int($0) }.sorted()
    for status in statuses {
      for (mediaType, content) in response(status, of: operation)["content"].object ?? [:] {
        if let example = content["examples"].object?[name] { return (status, mediaType, example["value"]) }
      }
    }
    return (statuses.contains(204) ? 204 : 0, "", .null)
  }
}
