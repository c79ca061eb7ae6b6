/// Reads request heads, line by line, as they arrive.
///
/// Give ``parse(_:limits:)`` all bytes since the request's first one, again with each arrival, until it completes or
/// fails. It goes on at the line it stopped in.
struct HeadParser: ~Copyable {
  enum Outcome: Equatable {
    /// The head is complete and takes the first `length` bytes.
    case complete(length: Int)
    /// More bytes are needed.
    case partial
    /// The bytes cannot become a request.
    case failure(Refusal)
  }

  /// Most fields that can be stored.
  static let fieldCapacity = 64

  /// What has been read so far.
  private(set) var layout = HeadLayout()
  /// Where the fields read so far stand. There is a place for them from the request line on.
  var fields: UnsafeMutablePointer<HeadLayout.Field> {
    table!.baseAddress!.assumingMemoryBound(to: HeadLayout.Field.self)
  }

  private let pool: BufferPool
  private var table: UnsafeMutableRawBufferPointer?
  private var facts = FieldFacts()
  private var skippedEmptyLine = false
  private var hasRequestLine = false
  private var fieldsStart = 0
  private var lineStart = 0
  /// No LF stands in the line before this offset.
  private var searched = 0

  /// Bytes of a request line beside its target: the longest method, two spaces and the version, rounded up.
  private static let requestLineOverhead = 32

  init(pool: BufferPool) {
    self.pool = pool
  }

  deinit {
    if let table { pool.give(table) }
  }

  /// Gives the memory for fields back. To be called only where no request has begun.
  mutating func rest() {
    guard let table else { return }
    pool.give(table)
    self.table = nil
  }

  /// Makes ready for the next request.
  mutating func reset() {
    layout = HeadLayout()
    facts = FieldFacts()
    skippedEmptyLine = false
    hasRequestLine = false
    fieldsStart = 0
    lineStart = 0
    searched = 0
  }

  /// Whether more than the empty line that may come before a request is among the first `count` bytes.
  func hasBegun(_ count: Int) -> Bool {
    hasRequestLine || count > lineStart
  }

  /// Reads on.
  /// - Parameter bytes: everything that has arrived since the request's first byte.
  mutating func parse(_ bytes: UnsafeRawBufferPointer, limits: ConnectionLimits) -> Outcome {
    do throws(Refusal) {
      while true {
        if !hasRequestLine, lineStart < bytes.count { try checkBeginning(bytes.view(lineStart..<bytes.count)) }
        guard let line = try nextLine(bytes, limits: limits) else { return .partial }
        if hasRequestLine, line.isEmpty {
          try facts.check(&layout)
          layout.fieldLines = .init(fieldsStart..<lineStart - 2)
          return .complete(length: lineStart)
        }
        do throws(Refusal) {
          try readLine(bytes, line, limits: limits)
        } catch {
          // Of a line with a bare CR this is said whatever else is wrong, as it may be refused before it has come whole.
          throw bytes.hasCarriageReturn(in: line) ? .bareCR : error
        }
      }
    } catch {
      return .failure(error)
    }
  }

  /// Takes the method from a request line that was not read to its end: what HEAD is refused with has no content
  /// either (RFC 9110, 9.3.2).
  /// - Parameter bytes: everything that has arrived since the request's first byte.
  mutating func noteMethod(_ bytes: UnsafeRawBufferPointer) {
    let start = skippedEmptyLine ? 2 : 0
    guard !hasRequestLine, bytes.count >= start + 5, bytes.view(start..<start + 5).equals("HEAD ") else { return }
    layout.method = .head
  }

  /// Refuses what can be no request at once, such as a TLS greeting, instead of waiting for a line end.
  private func checkBeginning(_ bytes: UnsafeRawBufferPointer) throws(Refusal) {
    let startsEmptyLine = !skippedEmptyLine && (bytes[0] == 0x0D || bytes[0] == 0x0A)
    guard ByteSet.token.contains(bytes[0]) || startsEmptyLine else { throw .malformedRequestLine }
    try RequestLine.checkMethodLength(bytes)
  }

  /// The next line without its CRLF; nil if it has not arrived whole.
  private mutating func nextLine(
    _ bytes: UnsafeRawBufferPointer, limits: ConnectionLimits
  ) throws(Refusal) -> Range<Int>? {
    let bound =
      hasRequestLine
      ? fieldsStart + limits.headerBytes
      : lineStart + limits.targetBytes + HeadParser.requestLineOverhead
    let end = min(bytes.count, bound)
    guard let lineFeed = bytes.lineFeed(in: min(searched, end)..<end) else {
      // Who ends lines in CR alone never sends the LF: refused now, and not when time has run out.
      let unknown = max(lineStart, searched - 1)
      if bytes.hasCarriageReturn(in: unknown..<max(unknown, end - 1)) { throw .bareCR }
      guard bytes.count < bound else { throw hasRequestLine ? .headerTooLarge : .targetTooLong }
      searched = end
      return nil
    }
    guard lineFeed > lineStart, bytes[lineFeed - 1] == 0x0D else {
      throw bytes.hasCarriageReturn(in: lineStart..<lineFeed) ? .bareCR : .bareLF
    }
    let line = lineStart..<lineFeed - 1
    lineStart = lineFeed + 1
    searched = lineStart
    return line
  }

  /// Reads a line that does not end the head.
  private mutating func readLine(
    _ bytes: UnsafeRawBufferPointer, _ line: Range<Int>, limits: ConnectionLimits
  ) throws(Refusal) {
    if hasRequestLine {
      try readField(bytes, line, limits: limits)
    } else if line.isEmpty, !skippedEmptyLine {
      // RFC 9112, 2.2: some clients send an empty line after a body.
      skippedEmptyLine = true
    } else {
      try RequestLine.read(bytes, line, into: &layout, limits: limits)
      hasRequestLine = true
      if table == nil { table = pool.take(HeadParser.fieldCapacity * MemoryLayout<HeadLayout.Field>.stride) }
      fieldsStart = lineStart
    }
  }

  private mutating func readField(
    _ bytes: UnsafeRawBufferPointer, _ line: Range<Int>, limits: ConnectionLimits
  ) throws(Refusal) {
    let (name, value) = try FieldLine.read(bytes, line, isFirst: layout.fieldCount == 0)
    guard layout.fieldCount < limits.fieldCount else { throw .tooManyFields }
    fields[layout.fieldCount] = HeadLayout.Field(name: .init(name), value: .init(value))
    layout.fieldCount += 1
    try facts.note(name: bytes.view(name), value: bytes.view(value))
  }
}
