/// Reads an answer out of what is received, in whatever pieces that comes.
struct ReplyReader {
  /// What is wrong with an answer.
  enum Fault: Error {
    case noHTTP
    case tooLong
    case halfway
  }

  private enum State {
    case head
    /// The body up to a length.
    case counted(left: Int)
    case chunkSize
    case chunk(left: Int)
    case chunkEnd
    case trailer
    /// All that comes.
    case untilEnd
    case done
  }

  private(set) var reply = HTTPReply(status: 0)
  private var state = State.head
  private var received: [UInt8] = []
  private var next = 0
  /// Bytes of the head, of the size of a chunk and of trailers, together.
  private var lineBytes = 0
  private let isHead: Bool
  private let mostBodyBytes: Int

  private static let mostLineBytes = 65_536

  /// - Parameters:
  ///   - method: of the request: the answer to a HEAD has no body.
  ///   - mostBodyBytes: what comes after so many bytes of the body is left out.
  init(method: String, mostBodyBytes: Int) {
    isHead = method == "HEAD"
    self.mostBodyBytes = mostBodyBytes
  }

  var isDone: Bool { if case .done = state { true } else { false } }

  /// Whether nothing has come of it, but for those of 100…199 before it.
  var isEmpty: Bool { reply.status == 0 && received.isEmpty }

  /// Takes what was received.
  mutating func take(_ bytes: [UInt8]) throws(Fault) {
    received += bytes
    while try step() {}
    received.removeFirst(next)
    next = 0
  }

  /// Takes that the connection has ended.
  /// - Parameter isClean: whether the other side meant it to.
  mutating func end(isClean: Bool) throws(Fault) {
    switch state {
    case .done: return
    case .untilEnd:
      if !isClean { reply.isCut = true }
      state = .done
    case .head where reply.status == 0 && !received.isEmpty && !Self.isHTTP(received[...]): throw .noHTTP
    default: throw .halfway
    }
  }

  /// Goes on as far as one state reaches.
  /// - Returns: whether there may be more to do.
  private mutating func step() throws(Fault) -> Bool {
    switch state {
    case .done: return false
    case .head, .trailer, .chunkSize, .chunkEnd:
      guard let line = try line() else { return false }
      try read(line)
      return true
    case .untilEnd:
      keep(received.count - next)
      return false
    case .counted(let left):
      let count = min(left, received.count - next)
      state = count == left ? .done : .counted(left: left - count)
      keep(count)
      return false
    case .chunk(let left):
      let count = min(left, received.count - next)
      state = count == left ? .chunkEnd : .chunk(left: left - count)
      keep(count)
      return count == left
    }
  }

  /// Adds bytes to the body, as far as there is room.
  private mutating func keep(_ count: Int) {
    let kept = min(count, mostBodyBytes - reply.body.count)
    reply.body += received[next..<next + kept]
    next += count
    guard kept < count else { return }
    reply.isCut = true
    state = .done
  }

  /// The next line without its end; nil where that has not come.
  private mutating func line() throws(Fault) -> ArraySlice<UInt8>? {
    guard let end = received[next...].firstIndex(of: 0x0A) else {
      if case .head = state, lineBytes == 0, !Self.isHTTP(received[next...]) { throw .noHTTP }
      guard lineBytes + received.count - next <= Self.mostLineBytes else { throw .tooLong }
      return nil
    }
    let line = received[next..<end]
    lineBytes += line.count + 1
    next = end + 1
    guard lineBytes <= Self.mostLineBytes else { throw .tooLong }
    return line.last == 0x0D ? line.dropLast() : line
  }

  private mutating func read(_ line: ArraySlice<UInt8>) throws(Fault) {
    switch state {
    case .head where reply.status == 0: reply.status = try Self.status(line)
    case .head where line.isEmpty: try beginBody()
    case .head: reply.fields.append(try Self.field(line))
    case .chunkSize:
      let size = try Self.size(line)
      lineBytes = 0
      state = size == 0 ? .trailer : .chunk(left: size)
    case .chunkEnd:
      guard line.isEmpty else { throw .noHTTP }
      state = .chunkSize
    case .trailer: if line.isEmpty { state = .done }
    default: break
    }
  }

  /// RFC 9112, section 6.3.
  private mutating func beginBody() throws(Fault) {
    lineBytes = 0
    guard reply.status >= 200 else {
      // One that is not the last: another head comes.
      guard reply.status != 101 else { throw .noHTTP }
      reply = HTTPReply(status: 0)
      return
    }
    if isHead || reply.status == 204 || reply.status == 304 {
      state = .done
    } else if let coding = reply.field("Transfer-Encoding") {
      guard coding.lowercased() == "chunked" else { throw .noHTTP }
      state = .chunkSize
    } else {
      let lengths = Set(reply.fields.filter { $0.name.lowercased() == "content-length" }.map(\.value))
      guard let length = lengths.first else { return state = .untilEnd }
      guard lengths.count == 1, let count = Self.number(length.utf8[...], radix: 10) else { throw .noHTTP }
      state = count == 0 ? .done : .counted(left: count)
    }
  }
}

// What stands in lines.
extension ReplyReader {
  private static let version = Array("HTTP/1.".utf8)

  /// Whether it begins as an answer does, as far as it goes.
  private static func isHTTP(_ bytes: ArraySlice<UInt8>) -> Bool {
    let beginning = bytes.prefix(version.count)
    return beginning.elementsEqual(version.prefix(beginning.count))
  }

  private static func status(_ line: ArraySlice<UInt8>) throws(Fault) -> Int {
    // "HTTP/1.1 200", and behind a space whatever it likes.
    let parts = line.split(separator: 0x20, maxSplits: 2, omittingEmptySubsequences: false)
    guard isHTTP(line), parts.count >= 2, parts[0].count == version.count + 1, parts[1].count == 3,
      let status = number(parts[1], radix: 10), status >= 100
    else { throw .noHTTP }
    return status
  }

  private static func field(_ line: ArraySlice<UInt8>) throws(Fault) -> OutgoingRequest.Field {
    guard let colon = line.firstIndex(of: 0x3A), colon > line.startIndex else { throw .noHTTP }
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    var value = line[(colon + 1)...].drop(while: isSpace)
    while let last = value.last, isSpace(last) { value.removeLast() }
    return OutgoingRequest.Field(
      String(decoding: line[..<colon], as: UTF8.self), String(decoding: value, as: UTF8.self))
  }

  /// The size of a chunk; what comes behind a semicolon is of no use.
  private static func size(_ line: ArraySlice<UInt8>) throws(Fault) -> Int {
    let digits = line.prefix { $0 != 0x3B && $0 != 0x20 && $0 != 0x09 }
    guard let size = number(digits, radix: 16) else { throw .noHTTP }
    return size
  }

  /// Digits alone, without a sign.
  private static func number(_ digits: some Collection<UInt8>, radix: Int) -> Int? {
    guard !digits.isEmpty, digits.first != 0x2B, digits.first != 0x2D else { return nil }
    return Int(String(decoding: digits, as: UTF8.self), radix: radix)
  }
}
