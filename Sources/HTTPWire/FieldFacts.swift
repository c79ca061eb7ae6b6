/// What the fields that matter to the protocol say, gathered field by field.
struct FieldFacts {
  private var hasHost = false
  private var contentLength: Int?
  private var hasCoding = false
  private var isChunked = false
  private var asksClose = false
  private var asksKeepAlive = false
  private var expectsContinue = false

  /// Takes note of one field.
  mutating func note(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) throws(Refusal) {
    // By length first: nearly all fields are of no interest here.
    switch name.count {
    case 4 where name.equalsIgnoringCase("host"):
      guard !hasHost else { throw .repeatedHost }
      guard HostValue.isValid(value) else { throw .invalidHost }
      hasHost = true
    case 6 where name.equalsIgnoringCase("expect"):
      guard value.equalsIgnoringCase("100-continue") else { throw .unknownExpectation }
      expectsContinue = true
    case 10 where name.equalsIgnoringCase("connection"):
      noteConnection(value)
    case 14 where name.equalsIgnoringCase("content-length"):
      guard contentLength == nil else { throw .repeatedContentLength }
      contentLength = try FieldFacts.decimal(value)
    case 17 where name.equalsIgnoringCase("transfer-encoding"):
      try noteCoding(value)
    default: break
    }
  }

  /// Checks the fields against each other once all are read, and enters what they say into `layout`.
  func check(_ layout: inout HeadLayout, limits: ConnectionLimits) throws(Refusal) {
    let isHTTP10 = layout.minorVersion == 0
    guard hasHost || isHTTP10 else { throw .missingHost }
    layout.keepsAlive = !asksClose && (!isHTTP10 || asksKeepAlive)
    layout.expectsContinue = expectsContinue && !isHTTP10
    if hasCoding {
      guard !isHTTP10 else { throw .codingOnHTTP10 }
      guard contentLength == nil else { throw .lengthAndCoding }
      guard isChunked else { throw .emptyCoding }
      layout.framing = .chunked
    } else if let contentLength {
      layout.framing = contentLength == 0 ? .none : .length(contentLength)
    } else if layout.method.expectsBody, limits.requiresLength {
      throw .lengthRequired
    }
  }

  private mutating func noteConnection(_ value: UnsafeRawBufferPointer) {
    var close = false
    var keepAlive = false
    value.forEachListElement { option in
      if option.equalsIgnoringCase("close") { close = true }
      if option.equalsIgnoringCase("keep-alive") { keepAlive = true }
    }
    asksClose = asksClose || close
    asksKeepAlive = asksKeepAlive || keepAlive
  }

  private mutating func noteCoding(_ value: UnsafeRawBufferPointer) throws(Refusal) {
    hasCoding = true
    var chunked = 0
    var others = 0
    value.forEachListElement { coding in
      if coding.equalsIgnoringCase("chunked") { chunked += 1 } else { others += 1 }
    }
    guard others == 0, chunked + (isChunked ? 1 : 0) <= 1 else { throw .unknownCoding }
    if chunked == 1 { isChunked = true }
  }

  /// `1*DIGIT` that fits an `Int`.
  private static func decimal(_ bytes: UnsafeRawBufferPointer) throws(Refusal) -> Int {
    guard !bytes.isEmpty else { throw .invalidContentLength }
    var number = 0
    for byte in bytes {
      let digit = byte &- 0x30
      let (product, overflow) = number.multipliedReportingOverflow(by: 10)
      guard digit < 10, !overflow else { throw .invalidContentLength }
      let (sum, carry) = product.addingReportingOverflow(Int(digit))
      guard !carry else { throw .invalidContentLength }
      number = sum
    }
    return number
  }
}
