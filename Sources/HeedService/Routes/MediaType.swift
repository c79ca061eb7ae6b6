import HTTPWire

/// The media types that are read and written.
enum MediaType {
  static let json: StaticString = "application/json"
  static let lines: StaticString = "application/x-ndjson"
  static let problem: StaticString = "application/problem+json"
  static let metrics: StaticString = "text/plain; version=0.0.4; charset=utf-8"
  static let html: StaticString = "text/html; charset=utf-8"
  static let events: StaticString = "text/event-stream"
  static let svg: StaticString = "image/svg+xml; charset=utf-8"
  static let yaml: StaticString = "application/yaml"

  /// Whether a Content-Type means JSON; a missing one does.
  static func isJSON(_ value: UnsafeRawBufferPointer?) -> Bool {
    guard let value else { return true }
    let essence = essence(of: value)
    return essence.equalsIgnoringCase("application/json") || essence.equalsIgnoringCase("text/json")
  }

  /// Whether a Content-Type means a merge patch (RFC 7396).
  static func isMergePatch(_ value: UnsafeRawBufferPointer?) -> Bool {
    value.map { essence(of: $0).equalsIgnoringCase("application/merge-patch+json") } ?? false
  }

  /// Whether a Content-Type means rows of fields, separated by commas or tabs.
  static func isTable(_ value: UnsafeRawBufferPointer?) -> Bool {
    guard let value else { return false }
    let essence = essence(of: value)
    return essence.equalsIgnoringCase("text/csv") || essence.equalsIgnoringCase("text/tab-separated-values")
  }

  /// Whether a Content-Type means JSON values one a line.
  static func isLines(_ value: UnsafeRawBufferPointer?) -> Bool {
    guard let value else { return false }
    let essence = essence(of: value)
    return essence.equalsIgnoringCase("application/x-ndjson") || essence.equalsIgnoringCase("application/ndjson")
      || essence.equalsIgnoringCase("application/jsonl") || essence.equalsIgnoringCase("application/x-jsonlines")
  }

  /// Whether a field `Accept` asks for a page before it would take JSON, as browsers do.
  static func prefersHTML(_ value: UnsafeRawBufferPointer) -> Bool {
    let accept = String(decoding: value, as: UTF8.self).lowercased()
    guard let page = accept.firstRange(of: "text/html")?.lowerBound else { return false }
    return accept.firstRange(of: "application/json").map { page < $0.lowerBound } ?? true
  }

  /// Type and subtype, without parameters.
  private static func essence(of value: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    let end = value.firstIndex { $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: " ") || $0 == 9 } ?? value.count
    return UnsafeRawBufferPointer(rebasing: value[..<end])
  }
}
