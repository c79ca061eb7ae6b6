import CSimdjson

/// Parses JSON documents (RFC 8259) one after the other with simdjson, in memory that it keeps. One per thread.
///
/// A document no longer than one before it is parsed without an allocation. Errors are found as fast; only
/// then is the document scanned again for the place.
///
/// Values live in the parser's memory, so keep the parser, in a property or a variable, for as long as they are used:
/// `JSONParser().parse(…)` returns what is gone already.
public final class JSONParser {
  /// How many bytes must be readable after a document given to `parse(_:)`.
  public static let padding = Int(csimdjson_padding)

  /// What to do about an object that has a key twice, which RFC 8259 leaves open.
  public enum DuplicateKeys: Sendable {
    /// Throw `.duplicateKey`.
    case refused
    /// Keep both members; lookups find the first.
    case allowed
  }

  /// The longest document that is parsed, in bytes.
  public let maximumLength: Int
  /// How deep values may be nested. Empty containers do not count.
  public let maximumDepth: Int

  private let duplicateKeys: DuplicateKeys
  private let parser: OpaquePointer
  private var copy: UnsafeMutableRawBufferPointer

  /// Makes a parser.
  ///
  /// - Parameters:
  ///   - capacity: The length of document to have memory for from the start, in bytes; some 15 bytes for each.
  ///   - maximumLength: Longer documents are refused; less than 4 GiB.
  ///   - maximumDepth: Deeper documents are refused.
  ///   - duplicateKeys: What to do about them.
  public init(
    capacity: Int = 1 << 16, maximumLength: Int = 1 << 26, maximumDepth: Int = 512,
    duplicateKeys: DuplicateKeys = .refused
  ) {
    precondition(capacity >= 0 && maximumDepth > 0 && (0..<(1 << 32)).contains(maximumLength))
    self.maximumLength = maximumLength
    self.maximumDepth = maximumDepth
    self.duplicateKeys = duplicateKeys
    guard let parser = csimdjson_create(capacity, maximumDepth) else {
      preconditionFailure("no memory for a JSON parser of \(capacity) bytes")
    }
    self.parser = parser
    copy = .init(start: nil, count: 0)
  }

  deinit {
    csimdjson_destroy(parser)
    copy.deallocate()
  }

  /// Parses a document in place.
  ///
  /// - Parameter bytes: The document. `JSONParser.padding` more bytes must be readable after its end, whatever they are.
  ///   It is not needed any more when this returns.
  /// - Returns: The document's root, valid until the next call of the parser.
  public func parse(_ bytes: UnsafeRawBufferPointer) throws(JSONError) -> JSONValue {
    // Newer simdjson skips a byte order mark and older does not; nothing else that begins so is JSON.
    guard let start = bytes.baseAddress, bytes.count <= maximumLength, bytes.first != 0xEF else {
      throw failure(.syntax, in: bytes)
    }
    let result = csimdjson_parse(parser, start.assumingMemoryBound(to: UInt8.self), bytes.count)
    guard result.status == .ok, let tape = result.tape, let strings = result.strings else {
      throw failure(result.status, in: bytes)
    }
    let root = JSONValue(tape: tape, strings: strings, index: 1)
    if duplicateKeys == .refused { try refuseDuplicateKeys(in: root, of: bytes) }
    return root
  }

  /// Refuses a document whose keys were not looked at when it was parsed, if an object in it has one twice.
  ///
  /// - Parameters:
  ///   - root: The document's root, as the last call returned it.
  ///   - bytes: The document.
  public func refuseDuplicateKeys(in root: JSONValue, of bytes: UnsafeRawBufferPointer) throws(JSONError) {
    if let index = root.firstDuplicateKeyIndex() { throw duplicate(root.at(index), in: bytes) }
  }

  /// Copies a document into memory with the padding that `parse(_:)` asks for, and parses it.
  ///
  /// - Returns: The document's root, valid until the next call of the parser.
  public func parse(copying bytes: some Collection<UInt8>) throws(JSONError) -> JSONValue {
    let count = bytes.count
    guard count <= maximumLength else { throw tooLarge(count) }
    if copy.count < count + Self.padding { growCopy(count) }
    let target = UnsafeMutableRawBufferPointer(rebasing: copy[..<count])
    if bytes.withContiguousStorageIfAvailable({ target.copyMemory(from: UnsafeRawBufferPointer($0)) }) == nil {
      target.copyBytes(from: bytes)
    }
    return try parse(UnsafeRawBufferPointer(target))
  }

  private func growCopy(_ count: Int) {
    let capacity = Swift.max(4096, 2 * copy.count, count + Self.padding)
    copy.deallocate()
    copy = .allocate(byteCount: capacity, alignment: 64)
    // The padding's values do not matter, but should not be left from elsewhere in the process.
    copy.initializeMemory(as: UInt8.self, repeating: 0)
  }
}

// What follows runs only when a document is refused.
extension JSONParser {
  @inline(never)
  private func failure(_ status: csimdjson_status, in bytes: UnsafeRawBufferPointer) -> JSONError {
    if bytes.count > maximumLength || status == .too_large { return tooLarge(bytes.count) }
    if status == .out_of_memory {
      return JSONError(.outOfMemory, "there is no memory for a document of \(bytes.count) bytes", at: 0, in: bytes)
    }
    if let error = JSONDiagnosis.firstError(in: bytes, maximumDepth: maximumDepth) { return error }
    let kind: JSONError.Kind =
      switch status {
      case .depth: .depth
      case .utf8: .invalidUTF8
      case .number: .numberOutOfRange
      case .empty: .empty
      default: .syntax
      }
    return JSONError(kind, "the document is not valid JSON", at: 0, in: bytes)
  }

  private func tooLarge(_ count: Int) -> JSONError {
    let message = "the document has \(count) bytes, and at most \(maximumLength) are accepted"
    return JSONError(.tooLarge, message, at: 0, in: .init(start: nil, count: 0))
  }

  @inline(never)
  private func duplicate(_ key: JSONValue, in bytes: UnsafeRawBufferPointer) -> JSONError {
    // The tape does not know where in the document the key stands, but how many strings come before it.
    var strings = 0
    var current = key.at(1)
    while current.index < key.index {
      if current.tag == UInt8(ascii: "\"") { strings += 1 }
      // From container to what is in it, and from anything else to what is after it.
      let isContainer = current.tag | 0x20 == UInt8(ascii: "{")
      current = current.at(isContainer ? current.index + 1 : current.nextIndex)
    }
    return JSONError(
      .duplicateKey, "the object has the key \"\(key.textUnchecked)\" twice",
      at: JSONDiagnosis.offset(ofString: strings, in: bytes), in: bytes, pointer: key.at(key.index + 1).pointer())
  }
}
