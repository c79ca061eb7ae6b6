/// The head of a request, as views into the connection's buffer.
///
/// It cannot be copied and is only lent, so that no view outlives the call it was lent for. Take out what you keep.
public struct RequestHead: ~Copyable {
  private let bytes: UnsafeRawBufferPointer
  private let layout: HeadLayout
  private let fields: UnsafePointer<HeadLayout.Field>

  init(bytes: UnsafeRawBufferPointer, layout: HeadLayout, fields: UnsafePointer<HeadLayout.Field>) {
    self.bytes = bytes
    self.layout = layout
    self.fields = fields
  }

  public var method: Method { layout.method }

  /// The request target as it was sent.
  public var target: UnsafeRawBufferPointer { bytes.view(layout.target.range) }

  /// The raw path, still percent-encoded, without the query.
  ///
  /// Empty only where OPTIONS asks about the server as a whole: with `*`, or with an absolute-form that has neither path
  /// nor query (RFC 9112, 3.2.4). Match routes against it, then decode the parts with ``PercentEncoding/decode(_:)``.
  public var path: UnsafeRawBufferPointer {
    let range = layout.path.range
    let isServer = layout.method == .options && layout.query == nil
    return range.isEmpty && !isServer ? RequestHead.rootPath : bytes.view(range)
  }

  /// What follows the question mark, still percent-encoded; nil without one.
  public var query: UnsafeRawBufferPointer? { layout.query.map { bytes.view($0.range) } }

  /// The minor version: 0 for HTTP/1.0, else 1 or more.
  public var minorVersion: Int { Int(layout.minorVersion) }

  /// Whether the client wants to send another request on this connection.
  public var keepsAlive: Bool { layout.keepsAlive }

  /// The announced length of the body in bytes: 0 without a body, nil if it is chunked.
  public var contentLength: Int? {
    switch layout.framing {
    case .none: 0
    case .length(let length): length
    case .chunked: nil
    }
  }

  /// The header fields as received: from the first byte of the first one to the CRLF of the last one. Empty without
  /// fields.
  public var fieldLines: UnsafeRawBufferPointer { bytes.view(layout.fieldLines.range) }

  /// Number of header fields, repeated ones counted each.
  public var fieldCount: Int { layout.fieldCount }

  /// Name and value of the field at `index`, 0 to `fieldCount` - 1, in the order sent.
  public func field(at index: Int) -> (name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
    precondition(index >= 0 && index < fieldCount)
    return (bytes.view(fields[index].name.range), bytes.view(fields[index].value.range))
  }

  /// The value of the first field called `name`, trimmed; nil if there is none.
  ///
  /// Where a repeated field would be ambiguous, ask ``count(of:)`` too.
  /// - Parameter name: in lower case.
  public subscript(name: StaticString) -> UnsafeRawBufferPointer? {
    for index in 0..<layout.fieldCount where bytes.view(fields[index].name.range).equalsIgnoringCase(name) {
      return bytes.view(fields[index].value.range)
    }
    return nil
  }

  /// How often the field `name` occurs.
  /// - Parameter name: in lower case.
  public func count(of name: StaticString) -> Int {
    var count = 0
    for index in 0..<layout.fieldCount where bytes.view(fields[index].name.range).equalsIgnoringCase(name) {
      count += 1
    }
    return count
  }

  private static var rootPath: UnsafeRawBufferPointer {
    let root: StaticString = "/"
    return UnsafeRawBufferPointer(start: root.utf8Start, count: 1)
  }
}
