import HTTPWire
import JSON
import Storage

/// A decision with all that it was made from: `GET /decisions/{decision}`, as JSON or as a page for people.
struct DecisionLookup: QueueLookup {
  let id: String
  let isPage: Bool

  func answer(_ context: QueueReader.Context) throws -> Answer {
    guard let bytes = DecisionID.bytes(id), let decision = try context.store.read({ try $0.decision(id: bytes) })
    else {
      return Answer(
        Problem(
          kind: .notFound, status: 404,
          detail: "no decision of that id is kept; those of /queue are, for a while, and those of /score are not"))
    }
    if isPage { return try DecisionPage(decision).answer }
    return .json { decision.write(to: $0) }
  }
}

extension StoredDecision {
  func write(to json: JSONWriter) {
    json.object {
      json.key("id").string(id.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
      json.key("ticket").string(ticket)
      if let customer { json.key("customer").string(customer) }
      json.key("decided_at").time(Int(decidedAt))
      json.key("request")
      request.withUnsafeBytes { json.raw($0) }
      json.key("known")
      if let known { known.withUnsafeBytes { json.raw($0) } } else { json.null() }
      json.key("decision")
      decision.withUnsafeBytes { json.raw($0) }
    }
  }
}

extension DecisionID {
  /// The 16 bytes of an id as answers show it; nil where it is none.
  static func bytes(_ text: String) -> [UInt8]? {
    let digits = Array(text.utf8)
    guard digits.count == 32 else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: 32, by: 2) {
      guard let high = Self.digit(digits[index]), let low = Self.digit(digits[index + 1]) else { return nil }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
