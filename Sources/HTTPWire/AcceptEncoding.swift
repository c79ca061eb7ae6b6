/// What a client's Accept-Encoding says of gzip (RFC 9110, 12.5.3).
///
/// A field that does not follow the grammar counts as if it were not there: who cannot say what he wants gets what
/// everybody understands.
package struct AcceptEncoding {
  /// Weights in thousandths; nil where the coding is not named. Of a coding named twice the lower one counts.
  private var gzip: Int?
  private var identity: Int?
  private var others: Int?
  private var isMalformed = false

  /// Reads all Accept-Encoding fields of a head as one list.
  package init(_ head: borrowing RequestHead) {
    for index in 0..<head.fieldCount {
      let (name, value) = head.field(at: index)
      if name.equalsIgnoringCase("accept-encoding") { add(value) }
    }
  }

  /// Reads field values as one list.
  init(_ values: [UnsafeRawBufferPointer]) {
    for value in values { add(value) }
  }

  /// Whether an answer in gzip is welcome, and not less than one as it is.
  package var prefersGzip: Bool {
    // Without a word on gzip the client may not know it, whatever RFC 9110 allows.
    guard !isMalformed, let weight = gzip ?? others, weight > 0 else { return false }
    return weight >= identity ?? 0
  }

  private mutating func add(_ value: UnsafeRawBufferPointer) {
    var reader = ElementReader(value)
    while !isMalformed {
      reader.skipBlanks()
      if reader.isAtEnd { return }
      if reader.take(0x2C) { continue }
      guard let coding = reader.token(), let weight = AcceptEncoding.weight(&reader) else {
        isMalformed = true
        return
      }
      note(coding, weight)
      reader.skipBlanks()
      isMalformed = !reader.isAtEnd && !reader.take(0x2C)
    }
  }

  private mutating func note(_ coding: UnsafeRawBufferPointer, _ weight: Int) {
    if coding.equalsIgnoringCase("gzip") || coding.equalsIgnoringCase("x-gzip") {
      gzip = min(gzip ?? weight, weight)
    } else if coding.equalsIgnoringCase("identity") {
      identity = min(identity ?? weight, weight)
    } else if coding.equals("*") {
      others = min(others ?? weight, weight)
    }
  }

  /// `[ OWS ";" OWS "q=" qvalue ]`
  private static func weight(_ reader: inout ElementReader) -> Int? {
    reader.skipBlanks()
    guard reader.take(0x3B) else { return 1_000 }
    reader.skipBlanks()
    guard let name = reader.token(), name.equalsIgnoringCase("q"), reader.take(0x3D), let value = reader.token() else {
      return nil
    }
    return thousandths(value)
  }

  /// `qvalue`: 0 to 1 with up to three digits behind the point.
  private static func thousandths(_ value: UnsafeRawBufferPointer) -> Int? {
    guard value.count <= 5, value[0] == 0x30 || value[0] == 0x31 else { return nil }
    var sum = Int(value[0] - 0x30) * 1_000
    guard value.count > 1 else { return sum }
    guard value[1] == 0x2E else { return nil }
    var unit = 100
    for byte in value.dropFirst(2) {
      guard byte &- 0x30 < 10 else { return nil }
      sum += Int(byte - 0x30) * unit
      unit /= 10
    }
    return sum <= 1_000 ? sum : nil
  }
}
