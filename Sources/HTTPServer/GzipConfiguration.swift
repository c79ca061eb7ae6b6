internal import HTTPWire

/// Which answers are sent in gzip to clients that want that. Requests in gzip are always understood.
public struct GzipConfiguration: Hashable, Sendable {
  /// Whether any are.
  public var responses = true
  /// The least body in bytes: below it there is little to be gained.
  public var leastBytes = 1_024

  /// The greatest body that a reactor compresses itself, which takes it about a millisecond. Greater ones are compressed by
  /// whoever gives a deferred answer; those given at once are sent as they are.
  static let mostBytesInPlace = 262_144

  public init() {}

  /// Whether an answer is of a kind that is compressed.
  func covers(_ head: borrowing ResponseHead, bytes: Int) -> Bool {
    guard responses, bytes >= leastBytes, head.status.allowsBody, let type = head.contentType else { return false }
    return Self.isCompressible(type) && !head.fields.contains(where: Self.isContentEncoding)
  }

  /// Text of any kind, and what is written as text: `application/json`, `application/problem+json`, `image/svg+xml`, …
  private static func isCompressible(_ type: StaticString) -> Bool {
    let type = UnsafeRawBufferPointer(start: type.utf8Start, count: type.utf8CodeUnitCount)
    let essence = type.prefix { $0 != UInt8(ascii: ";") }
    let end = UnsafeRawBufferPointer(rebasing: essence.suffix(4))
    return end.equals("json") || end.equals("yaml") || UnsafeRawBufferPointer(rebasing: end.suffix(3)).equals("xml")
      || UnsafeRawBufferPointer(rebasing: essence.prefix(5)).equals("text/")
  }

  /// Looks at the length first, as a name in lower case is another text to allocate.
  private static func isContentEncoding(_ field: ResponseField) -> Bool {
    field.name.utf8.count == 16 && field.name.lowercased() == "content-encoding"
  }
}
