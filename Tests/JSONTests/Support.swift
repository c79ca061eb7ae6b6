@testable import JSON

/// The error with which a document is refused; nil if it is accepted.
func refusal(_ bytes: some Collection<UInt8>, by parser: JSONParser = JSONParser()) -> JSONError? {
  do throws(JSONError) {
    _ = try parser.parse(copying: bytes)
    return nil
  } catch {
    return error
  }
}

func refusal(_ document: String, by parser: JSONParser = JSONParser()) -> JSONError? {
  refusal(document.utf8, by: parser)
}

/// What a writer wrote.
func written(_ body: (JSONWriter) -> Void) -> String {
  let writer = JSONWriter(capacity: 0)
  body(writer)
  return String(decoding: writer.bytes, as: UTF8.self)
}

/// What a pen appends, given more room than it needs.
func appended(_ body: (inout JSONPen) -> Void) -> String {
  written { $0.append(room: 1000, body) }
}
