/// How a request's body is coded (RFC 9110, 8.4).
package enum ContentCoding {
  case identity
  case gzip
  /// One that is not understood here, or several.
  case unknown

  /// What the Content-Encoding fields of a head say.
  package init(_ head: borrowing RequestHead) {
    self = .identity
    var count = 0
    for index in 0..<head.fieldCount {
      let (name, value) = head.field(at: index)
      guard name.equalsIgnoringCase("content-encoding") else { continue }
      value.forEachListElement { element in
        count += 1
        self = ContentCoding(element)
      }
    }
    if count > 1 { self = .unknown }
  }

  private init(_ name: UnsafeRawBufferPointer) {
    if name.equalsIgnoringCase("gzip") || name.equalsIgnoringCase("x-gzip") {
      self = .gzip
    } else {
      self = name.equalsIgnoringCase("identity") ? .identity : .unknown
    }
  }
}
