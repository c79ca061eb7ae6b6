/// A part of the bytes that come from a source: what is unread of them, in one piece.
struct ByteWindow: ~Copyable {
  /// What has been read from the source and not been passed yet. It may be changed in place, and stays where it is until
  /// the next ``fill()``.
  var unread: UnsafeMutableBufferPointer<UInt8> {
    UnsafeMutableBufferPointer(start: base + start, count: end - start)
  }

  /// How many bytes have been passed, in all.
  private(set) var offset: Int
  /// Whether the source has no more than what is unread.
  private(set) var isAtEnd = false

  private let source: ByteSource
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var start = 0
  private var end = 0

  /// - Parameters:
  ///   - offset: how many bytes of the source have been passed before.
  ///   - capacity: how many bytes it has room for at first.
  init(_ source: ByteSource, offset: Int = 0, capacity: Int = 1 << 18) {
    self.source = source
    self.offset = offset
    self.capacity = max(16, capacity)
    base = .allocate(capacity: self.capacity)
  }

  deinit {
    base.deallocate()
  }

  /// Passes bytes.
  mutating func pass(_ count: Int) {
    start += count
    offset += count
  }

  /// Passes all that is unread.
  mutating func passAll() {
    pass(end - start)
  }

  /// Reads on from the source, behind what is unread.
  mutating func fill() throws {
    if end == capacity { makeRoom() }
    let count = try source.read(UnsafeMutableRawBufferPointer(start: base + end, count: capacity - end))
    end += count
    if count == 0 { isAtEnd = true }
  }

  private mutating func makeRoom() {
    let count = end - start
    if count > capacity / 2 {
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: 2 * capacity)
      larger.update(from: base + start, count: count)
      base.deallocate()
      base = larger
      capacity *= 2
    } else {
      base.update(from: base + start, count: count)
    }
    start = 0
    end = count
  }
}
