private import Glibc

/// A growing queue of bytes: appended at the end, consumed at the front, in one piece of memory out of a pool.
///
/// Behind the last byte there are always `padding` more that may be read.
package struct ByteBuffer: ~Copyable {
  /// Readable bytes behind the content: simdjson reads up to 64 beyond the end.
  package static let padding = 64

  private let pool: BufferPool
  private let initialCapacity: Int
  private var base: UnsafeMutableRawPointer?
  private var capacity = 0
  private var start = 0
  private var end = 0

  /// - Parameter initialCapacity: bytes taken from the pool at first use.
  package init(initialCapacity: Int, pool: BufferPool) {
    self.initialCapacity = initialCapacity
    self.pool = pool
  }

  deinit {
    pool.give(UnsafeMutableRawBufferPointer(start: base, count: capacity))
  }

  /// Number of bytes held.
  package var count: Int { end - start }

  package var isEmpty: Bool { end == start }

  /// The bytes held; valid until the next mutation.
  package var bytes: UnsafeRawBufferPointer {
    guard let base else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    return UnsafeRawBufferPointer(start: base + start, count: end - start)
  }

  /// The bytes held, for changes in place; valid until the next mutation.
  var mutableBytes: UnsafeMutableRawBufferPointer {
    guard let base else { return UnsafeMutableRawBufferPointer(start: nil, count: 0) }
    return UnsafeMutableRawBufferPointer(start: base + start, count: end - start)
  }

  /// Free room behind the content, at least `minimum` bytes. Fill it from the front, then `commit`.
  package mutating func room(_ minimum: Int) -> UnsafeMutableRawBufferPointer {
    if capacity - end < minimum { makeRoom(minimum) }
    return UnsafeMutableRawBufferPointer(start: base! + end, count: capacity - end)
  }

  /// Adds the first `count` bytes of the room to the content.
  package mutating func commit(_ count: Int) {
    precondition(count >= 0 && count <= capacity - end)
    end += count
  }

  /// Copies `bytes` behind the content.
  package mutating func append(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress, !bytes.isEmpty else { return }
    memcpy(room(bytes.count).baseAddress!, source, bytes.count)
    end += bytes.count
  }

  /// Copies the UTF-8 of `text` behind the content.
  package mutating func append(_ text: StaticString) {
    append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Drops `count` bytes at the front.
  package mutating func consume(_ count: Int) {
    precondition(count >= 0 && count <= self.count)
    start += count
    if start == end {
      start = 0
      end = 0
    }
  }

  /// Gives the memory back if it holds nothing.
  package mutating func rest() {
    guard isEmpty, let base else { return }
    pool.give(UnsafeMutableRawBufferPointer(start: base, count: capacity))
    self.base = nil
    capacity = 0
  }

  /// Drops everything. The memory stays until ``rest()``.
  package mutating func clear() {
    start = 0
    end = 0
  }

  private mutating func makeRoom(_ minimum: Int) {
    let held = count
    // Moving pays only if more was consumed than is moved; otherwise a long pipeline would be moved again and again.
    if let base, capacity - held >= minimum, start >= held {
      memcpy(base, base + start, held)
    } else {
      let fresh = pool.take(max(initialCapacity, held + minimum, capacity * 2))
      if let base {
        memcpy(fresh.baseAddress!, base + start, held)
        pool.give(UnsafeMutableRawBufferPointer(start: base, count: capacity))
      }
      base = fresh.baseAddress
      capacity = fresh.count
    }
    start = 0
    end = held
  }
}
