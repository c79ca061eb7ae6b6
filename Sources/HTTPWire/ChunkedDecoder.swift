/// Decodes a chunked body in place (RFC 9112, 7.1): the data moves to the front, trailers are checked and dropped.
struct ChunkedDecoder {
  enum Outcome: Equatable {
    /// The body is complete: `length` bytes of data, and `consumed` bytes of input in all.
    case complete(length: Int, consumed: Int)
    case partial
    case failure(Refusal)
  }

  private enum State {
    case size
    case data
    case dataEnd
    case trailer
  }

  private var state = State.size
  /// Bytes of the current chunk still to come.
  private var left = 0
  /// Where the next undecoded byte stands, and where the next decoded one goes.
  private var read = 0
  private var write = 0
  /// No LF stands in the current line before this offset.
  private var searched = 0
  /// Where the current chunk's first line, or the first trailer, stands.
  private var sectionStart = 0
  private let limit: Int
  private let overheadLimit: Int

  /// Greatest length of a chunk's size with its extensions, and of all trailers: as with a head's fields, no honest
  /// client needs more, however long the body may be (RFC 9112, 7.1.1).
  private static let sectionLimit = 16_384

  /// - Parameter limit: greatest length of the data in bytes. Sizes, extensions and trailers together may take as much
  ///   again, and 16 KiB in any case.
  init(limit: Int) {
    self.limit = limit
    overheadLimit = max(limit, ChunkedDecoder.sectionLimit)
  }

  /// Reads on.
  /// - Parameter bytes: everything since the body's first byte, as the last call left it, and what has arrived since.
  mutating func decode(_ bytes: UnsafeMutableRawBufferPointer) -> Outcome {
    do throws(Refusal) {
      while true {
        switch state {
        case .size:
          guard let line = try nextLine(bytes) else { return .partial }
          try readLine(bytes, line)
        case .data:
          guard read < bytes.count else { return .partial }
          moveData(bytes)
        case .dataEnd:
          guard try readDataEnd(bytes) else { return .partial }
        case .trailer:
          guard let line = try nextLine(bytes) else { return .partial }
          if line.isEmpty { return .complete(length: write, consumed: read) }
          try readLine(bytes, line)
        }
      }
    } catch {
      return .failure(error)
    }
  }

  /// The next line without its CRLF; nil if it has not arrived whole.
  private mutating func nextLine(_ bytes: UnsafeMutableRawBufferPointer) throws(Refusal) -> Range<Int>? {
    let bytes = UnsafeRawBufferPointer(bytes)
    // What has been read and is no data is overhead, and so is this line.
    let bound = min(write + overheadLimit, sectionStart + ChunkedDecoder.sectionLimit)
    let end = min(bytes.count, bound)
    guard let lineFeed = bytes.lineFeed(in: min(max(searched, read), end)..<end) else {
      // As in a head: the LF would never come.
      let unknown = max(read, searched - 1)
      if bytes.hasCarriageReturn(in: unknown..<max(unknown, end - 1)) { throw .bareCR }
      guard bytes.count < bound else { throw .contentTooLarge }
      searched = end
      return nil
    }
    guard lineFeed > read, bytes[lineFeed - 1] == 0x0D else {
      throw bytes.hasCarriageReturn(in: read..<lineFeed) ? .bareCR : .bareLF
    }
    let line = read..<lineFeed - 1
    read = lineFeed + 1
    return line
  }

  /// Reads a line that is not the body's end.
  private mutating func readLine(_ bytes: UnsafeMutableRawBufferPointer, _ line: Range<Int>) throws(Refusal) {
    let bytes = UnsafeRawBufferPointer(bytes)
    do throws(Refusal) {
      if state == .size {
        try readSize(bytes.view(line))
      } else {
        _ = try FieldLine.read(bytes, line, isFirst: false)
      }
    } catch {
      throw bytes.hasCarriageReturn(in: line) ? .bareCR : error
    }
  }

  /// `chunk-size [ chunk-ext ]`
  private mutating func readSize(_ line: UnsafeRawBufferPointer) throws(Refusal) {
    var size = 0
    var end = 0
    while end < line.count, let digit = PercentEncoding.hexValue(line[end]) {
      guard size <= Int.max >> 4 else { throw .invalidChunkSize }
      size = size << 4 | Int(digit)
      end += 1
    }
    guard end > 0 else { throw .invalidChunkSize }
    if end < line.count {
      var extensions = ElementReader(line.view(end..<line.count))
      guard let count = extensions.parameters(), extensions.isAtEnd else { throw .invalidChunkExtension }
      guard count > 0 else { throw .invalidChunkSize }
    }
    guard size <= limit - write else { throw .contentTooLarge }
    left = size
    state = size == 0 ? .trailer : .data
    sectionStart = read
  }

  private mutating func moveData(_ bytes: UnsafeMutableRawBufferPointer) {
    let count = min(left, bytes.count - read)
    let data = UnsafeRawBufferPointer(rebasing: bytes[read..<read + count])
    UnsafeMutableRawBufferPointer(rebasing: bytes[write...]).copyMemory(from: data)
    read += count
    write += count
    left -= count
    if left == 0 { state = .dataEnd }
  }

  private mutating func readDataEnd(_ bytes: UnsafeMutableRawBufferPointer) throws(Refusal) -> Bool {
    guard read < bytes.count else { return false }
    guard bytes[read] == 0x0D else { throw .invalidChunkEnd }
    guard read + 1 < bytes.count else { return false }
    guard bytes[read + 1] == 0x0A else { throw .invalidChunkEnd }
    read += 2
    state = .size
    sectionStart = read
    return true
  }
}
