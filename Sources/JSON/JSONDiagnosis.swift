/// Finds the place where a document that simdjson refuses ceases to be JSON.
///
/// A strict RFC 8259 scanner with simdjson's limits: one pass, no recursion, memory for the open containers only.
struct JSONDiagnosis {
  /// The first error in the document; nil if there is none.
  static func firstError(in bytes: UnsafeRawBufferPointer, maximumDepth: Int) -> JSONError? {
    var scanner = JSONDiagnosis(bytes: bytes, maximumDepth: maximumDepth)
    do throws(Fault) {
      try scanner.scanDocument()
      return nil
    } catch {
      return JSONError(error.kind, error.message, at: error.offset, in: bytes, pointer: scanner.pointer())
    }
  }

  /// Where in a valid document its string number `ordinal`, keys included and counted from zero, begins.
  static func offset(ofString ordinal: Int, in bytes: UnsafeRawBufferPointer) -> Int {
    var remaining = ordinal
    var isInString = false
    var offset = 0
    while offset < bytes.count {
      if bytes[offset] == UInt8(ascii: "\"") {
        if !isInString {
          if remaining == 0 { return offset }
          remaining -= 1
        }
        isInString.toggle()
      } else if bytes[offset] == UInt8(ascii: "\\") {
        offset += 1
      }
      offset += 1
    }
    return bytes.count
  }

  /// What is wrong, and where; the scanner's containers tell the pointer.
  struct Fault: Error {
    let kind: JSONError.Kind
    let message: String
    let offset: Int
  }

  /// An open container.
  struct Container {
    let isObject: Bool
    /// The member's key as it is written, between its quotes.
    var key = 0..<0
    /// The element's index.
    var index = -1
    /// Whether the scanner is in a member or element, rather than between two.
    var isInside = false

    var closer: UInt8 { isObject ? UInt8(ascii: "}") : UInt8(ascii: "]") }
    var name: String { isObject ? "object" : "array" }
  }

  let bytes: UnsafeRawBufferPointer
  let maximumDepth: Int
  var position = 0
  var containers: [Container] = []

  init(bytes: UnsafeRawBufferPointer, maximumDepth: Int) {
    self.bytes = bytes
    self.maximumDepth = maximumDepth
  }

  /// The byte at the scanner's position; nil at the end.
  var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func scanDocument() throws(Fault) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      throw syntax("the document begins with a byte order mark, which JSON does not have")
    }
    skipSpace()
    if current == nil { throw Fault(kind: .empty, message: "there is no JSON value", offset: position) }
    var isComplete = try scanValueOrOpening()
    while !containers.isEmpty {
      let isClosed = isComplete ? try scanCommaOrClosing() : false
      if isClosed { continue }
      try scanMemberStart(afterComma: isComplete)
      isComplete = try scanValueOrOpening()
    }
    skipSpace()
    if current != nil { throw syntax("after the JSON value there is \(found), where nothing may follow") }
  }

  /// Scans a scalar or an empty container, or opens a container; whether the value is complete.
  private mutating func scanValueOrOpening() throws(Fault) -> Bool {
    switch current {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      return try openContainer()
    case UInt8(ascii: "\""):
      try scanString()
    case .some(UInt8(ascii: "0")...UInt8(ascii: "9")), UInt8(ascii: "-"):
      try scanNumber()
    default:
      try scanLiteral()
    }
    return true
  }

  private mutating func openContainer() throws(Fault) -> Bool {
    let start = position
    let container = Container(isObject: current == UInt8(ascii: "{"))
    position += 1
    skipSpace()
    if current == container.closer {
      position += 1
      return true
    }
    guard containers.count < maximumDepth else {
      throw Fault(kind: .depth, message: "values are nested more than \(maximumDepth) deep", offset: start)
    }
    containers.append(container)
    return false
  }

  /// Scans what follows a complete value in a container; whether that closed the container.
  private mutating func scanCommaOrClosing() throws(Fault) -> Bool {
    let last = containers.count - 1
    containers[last].isInside = false
    skipSpace()
    if current == containers[last].closer {
      containers.removeLast()
      position += 1
      return true
    }
    let closer = Character(Unicode.Scalar(containers[last].closer))
    guard current == UInt8(ascii: ",") else {
      throw syntax("in the \(containers[last].name), ',' or '\(closer)' is expected, not \(found)")
    }
    position += 1
    return false
  }

  /// Scans up to where a member's or element's value begins.
  private mutating func scanMemberStart(afterComma: Bool) throws(Fault) {
    let last = containers.count - 1
    let container = containers[last]
    skipSpace()
    if afterComma, current == container.closer {
      throw syntax("there is a comma after the \(container.name)'s last \(container.isObject ? "member" : "element")")
    }
    if current == nil { throw syntax("the document ends within an \(container.name)") }
    guard container.isObject else {
      containers[last].index += 1
      containers[last].isInside = true
      return
    }
    guard current == UInt8(ascii: "\"") else {
      throw syntax("in the object, a key in double quotes is expected, not \(found)")
    }
    let start = position + 1
    try scanString()
    containers[last].key = start..<(position - 1)
    containers[last].isInside = true
    skipSpace()
    guard current == UInt8(ascii: ":") else { throw syntax("after the key, ':' is expected, not \(found)") }
    position += 1
    skipSpace()
  }
}

extension JSONDiagnosis {
  mutating func skipSpace() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  func syntax(_ message: String) -> Fault {
    Fault(kind: .syntax, message: message, offset: position)
  }

  /// What stands at the scanner's position, for a message.
  var found: String {
    switch current {
    case nil: "the end of the document"
    case .some(let byte) where (0x21...0x7E).contains(byte): "'\(Character(Unicode.Scalar(byte)))'"
    case .some(let byte): "the byte 0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
  }

  /// The path to the scanner's position through the open containers.
  func pointer() -> JSONPointer {
    var pointer = JSONPointer()
    for container in containers where container.isInside {
      // A key's escapes never make it shorter in a pointer than a sixth, so this bounds the work as well.
      guard container.key.count <= 6 * 1024 else { return pointer }
      let longer =
        container.isObject
        ? pointer.appending(Self.unescaped(UnsafeRawBufferPointer(rebasing: bytes[container.key])))
        : pointer.appending(container.index)
      guard longer.rawValue.utf8.count <= 1024 else { return pointer }
      pointer = longer
    }
    return pointer
  }
}
