/// What the fields that matter to the protocol say, gathered field by field.
struct FieldFacts {
  private var hasHost = false
  private var contentLength: Int?
  private var codings = TransferCodings()
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
      try noteExpectation(value)
    case 10 where name.equalsIgnoringCase("connection"):
      noteConnection(value)
    case 14 where name.equalsIgnoringCase("content-length"):
      guard contentLength == nil else { throw .repeatedContentLength }
      contentLength = try FieldFacts.decimal(value)
    case 17 where name.equalsIgnoringCase("transfer-encoding"):
      codings.note(value)
    default: break
    }
  }

  /// Checks the fields against each other once all are read, and enters what they say into `layout`.
  func check(_ layout: inout HeadLayout) throws(Refusal) {
    let isHTTP10 = layout.minorVersion == 0
    guard hasHost || isHTTP10 else { throw .missingHost }
    layout.keepsAlive = !asksClose && (!isHTTP10 || asksKeepAlive)
    layout.expectsContinue = expectsContinue && !isHTTP10
    if codings.isPresent {
      try codings.check(isHTTP10: isHTTP10, hasLength: contentLength != nil)
      layout.framing = .chunked
    } else if let contentLength, contentLength > 0 {
      layout.framing = .length(contentLength)
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

  private mutating func noteExpectation(_ value: UnsafeRawBufferPointer) throws(Refusal) {
    var known = false
    var unknown = false
    value.forEachListElement { expectation in
      if expectation.equalsIgnoringCase("100-continue") { known = true } else { unknown = true }
    }
    guard !unknown else { throw .unknownExpectation }
    expectsContinue = expectsContinue || known
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
