import HTTPWire
import JSON

/// An answer that says what is wrong and what to do (RFC 9457, `application/problem+json`).
struct Problem {
  /// The kind of problem; its name ends the stable `type`.
  enum Kind: String, CaseIterable {
    case invalidJSON = "invalid-json"
    case invalidField = "invalid-field"
    case tooManyItems = "too-many-items"
    case unauthorized = "unauthorized"
    case forbidden = "forbidden"
    case badSignature = "bad-signature"
    case tooManyRequests = "too-many-requests"
    case notFound = "not-found"
    case methodNotAllowed = "method-not-allowed"
    case conflict = "conflict"
    case preconditionFailed = "precondition-failed"
    case staleFence = "stale-fence"
    case unsupportedMediaType = "unsupported-media-type"
    case httpRefused = "http-refused"
    case notReady = "not-ready"
    case queueUnavailable = "queue-unavailable"

    var type: String { "urn:heed:problem:\(rawValue)" }

    var title: String {
      switch self {
      case .invalidJSON: "The body is not JSON that can be read"
      case .invalidField: "A field is not what was expected"
      case .tooManyItems: "There are more items than one request may have"
      case .unauthorized: "The request has no API key that is good"
      case .forbidden: "The API key does not allow this"
      case .badSignature: "The signature is missing, wrong or over"
      case .tooManyRequests: "There are more requests than are granted"
      case .notFound: "There is no such resource"
      case .methodNotAllowed: "The resource does not have this method"
      case .conflict: "The request does not go with what is there"
      case .preconditionFailed: "The resource is not in the version that was asked for"
      case .staleFence: "The claim is over"
      case .unsupportedMediaType: "The body's media type is not one that the resource reads"
      case .httpRefused: "The request was refused before it reached a resource"
      case .notReady: "The service does not take requests now"
      case .queueUnavailable: "The queue cannot be read or changed now"
      }
    }
  }

  let kind: Kind
  let status: Int
  /// What is wrong with this request, as a sentence.
  let detail: String
  /// The fields that are wrong.
  var errors: [FieldProblem] = []
  /// Where JSON broke: line, column and byte, the first two from 1, the last from 0.
  var place: (line: Int, column: Int, offset: Int)?

  func write(to json: JSONWriter) {
    json.object {
      json.key("type").string(kind.type)
      json.key("title").string(kind.title)
      json.key("status").number(status)
      json.key("detail").string(detail)
      if !errors.isEmpty { json.key("errors").problems(errors) }
      if let place {
        json.key("line").number(place.line)
        json.key("column").number(place.column)
        json.key("offset").number(place.offset)
      }
    }
  }
}

extension Problem {
  /// A body that is not JSON.
  init(_ error: JSONError) {
    let pointer = error.pointer.rawValue
    let field = pointer.isEmpty || pointer.utf8.count > 100 ? "" : " in \(pointer)"
    self.init(
      kind: .invalidJSON, status: 400,
      detail: "\(error.message), at line \(error.line), column \(error.column)\(field)",
      errors: [FieldProblem(pointer: pointer, detail: error.message)],
      place: (error.line, error.column, error.offset))
  }

  /// An item of a document that was parsed with duplicate keys allowed, if it has one; the pointer leads from the item.
  init?(duplicateKeyIn item: JSONValue) {
    guard let (pointer, key) = item.firstDuplicateKey() else { return nil }
    let detail = "the object has the key \"\(key)\" twice"
    self.init(
      kind: .invalidJSON, status: 400, detail: "\(detail) in \(pointer)",
      errors: [FieldProblem(pointer: pointer.rawValue, detail: detail)])
  }

  /// A request with fields that are wrong.
  init(_ errors: [FieldProblem]) {
    let first = errors.first.map { "\($0.pointer.isEmpty ? "the request" : $0.pointer): \($0.detail)" } ?? ""
    let more = errors.count > 1 ? " (and \(errors.count - 1) more)" : ""
    self.init(kind: .invalidField, status: 422, detail: first + more, errors: errors)
  }
}
