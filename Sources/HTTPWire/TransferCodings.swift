/// What the Transfer-Encoding fields of a request say together (RFC 9112, 6.1 and 6.3). They are judged only when all
/// fields are read, as what is wrong depends on the others.
struct TransferCodings {
  /// Whether there was a Transfer-Encoding field.
  private(set) var isPresent = false
  private var isMalformed = false
  private var chunkedCount = 0
  private var otherCount = 0
  private var endsInChunked = false

  /// Takes note of one field: codings of a later one come after those of an earlier one.
  mutating func note(_ value: UnsafeRawBufferPointer) {
    isPresent = true
    var reader = ElementReader(value)
    while true {
      reader.skipBlanks()
      if reader.isAtEnd { return }
      // RFC 9110, 5.6.1: empty elements of a list are passed over.
      if reader.take(0x2C) { continue }
      guard let coding = reader.token(), let parameters = reader.parameters() else { break }
      reader.skipBlanks()
      guard reader.isAtEnd || reader.take(0x2C) else { break }
      endsInChunked = coding.equalsIgnoringCase("chunked")
      if endsInChunked { chunkedCount += 1 } else { otherCount += 1 }
      // RFC 9112, 7.1: a parameter of chunked is an error.
      if endsInChunked, parameters > 0 { break }
    }
    isMalformed = true
  }

  /// Refuses all but `chunked`, once.
  ///
  /// - Parameters:
  ///   - isHTTP10: whether the request is HTTP/1.0, which has no codings.
  ///   - hasLength: whether there is a Content-Length, too.
  func check(isHTTP10: Bool, hasLength: Bool) throws(Refusal) {
    guard !isHTTP10 else { throw .codingOnHTTP10 }
    guard !hasLength else { throw .lengthAndCoding }
    guard !isMalformed, chunkedCount + otherCount > 0 else { throw .malformedCoding }
    guard chunkedCount == 0 || chunkedCount == 1 && endsInChunked else { throw .misplacedChunked }
    guard chunkedCount == 1, otherCount == 0 else { throw .unknownCoding }
  }
}
