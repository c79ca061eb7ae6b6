private import Glibc

/// Memory that connections share: one takes a block while it has something to keep and gives it back afterwards, so that
/// connections which wait for a request cost none, and serving one allocates none.
///
/// Confined to one thread. What ``take(_:)`` returns must come back to the same pool.
package final class BufferPool {
  /// The sizes that are kept are 1, 4, 16 and 64 KiB.
  private static var sizeCount: Int { 4 }
  /// Bytes of free blocks that are kept at most; further ones go back to the system.
  private static var keptBytes: Int { 4_194_304 }

  /// For each size the first free block, whose first bytes hold the address of the next.
  private let free: UnsafeMutablePointer<UnsafeMutableRawPointer?>
  /// Behind a pointer, as each access to a stored variable would be checked for exclusive access at run time.
  private let kept: UnsafeMutablePointer<Int>

  package init() {
    free = .allocate(capacity: BufferPool.sizeCount)
    free.initialize(repeating: nil, count: BufferPool.sizeCount)
    kept = .allocate(capacity: 1)
    kept.initialize(to: 0)
  }

  deinit {
    for index in 0..<BufferPool.sizeCount {
      while let block = pop(index) { Glibc.free(block) }
    }
    free.deallocate()
    kept.deallocate()
  }

  /// A block of `minimum` bytes or more, and what it really has. ``ByteBuffer/padding`` more bytes behind it may be read.
  func take(_ minimum: Int) -> UnsafeMutableRawBufferPointer {
    let index = BufferPool.index(minimum)
    guard index < BufferPool.sizeCount else { return allocate(minimum) }
    let size = BufferPool.size(index)
    guard let block = pop(index) else { return allocate(size) }
    kept.pointee -= size
    return UnsafeMutableRawBufferPointer(start: block, count: size)
  }

  /// Takes a block back.
  func give(_ block: UnsafeMutableRawBufferPointer) {
    guard let base = block.baseAddress else { return }
    let index = BufferPool.index(block.count)
    guard index < BufferPool.sizeCount, kept.pointee < BufferPool.keptBytes else { return Glibc.free(base) }
    base.storeBytes(of: free[index], as: UnsafeMutableRawPointer?.self)
    free[index] = base
    kept.pointee += block.count
  }

  /// The least size that `count` bytes fit into.
  @inline(__always)
  private static func index(_ count: Int) -> Int {
    // Each size has two bits more than the one before.
    count <= 1_024 ? 0 : (Int.bitWidth - (count - 1).leadingZeroBitCount - 9) / 2
  }

  @inline(__always)
  private static func size(_ index: Int) -> Int {
    1_024 << (2 * index)
  }

  private func pop(_ index: Int) -> UnsafeMutableRawPointer? {
    guard let block = free[index] else { return nil }
    free[index] = block.load(as: UnsafeMutableRawPointer?.self)
    return block
  }

  private func allocate(_ size: Int) -> UnsafeMutableRawBufferPointer {
    // Never nil on Linux unless the address space is used up, and then there is nothing to do but to trap.
    UnsafeMutableRawBufferPointer(start: malloc(size + ByteBuffer.padding)!, count: size)
  }
}
