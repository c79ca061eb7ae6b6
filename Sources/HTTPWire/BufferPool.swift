private import Glibc

/// Memory that connections share: one takes a block while it has something to keep and gives it back afterwards, so that
/// connections which wait for a request cost none, and serving one allocates none.
///
/// Confined to one thread. What ``take(_:)`` returns must come back to the same pool.
package final class BufferPool {
  /// The sizes that are kept: each is four times the one before.
  private static let sizes = [1_024, 4_096, 16_384, 65_536]
  /// Bytes of free blocks that are kept at most; further ones go back to the system.
  private static let keptBytes = 4_194_304

  /// For each size the first free block, whose first bytes hold the address of the next.
  private let free: UnsafeMutablePointer<UnsafeMutableRawPointer?>
  /// Behind a pointer, as each access to a stored variable would be checked for exclusive access at run time.
  private let kept: UnsafeMutablePointer<Int>

  package init() {
    free = .allocate(capacity: BufferPool.sizes.count)
    free.initialize(repeating: nil, count: BufferPool.sizes.count)
    kept = .allocate(capacity: 1)
    kept.initialize(to: 0)
  }

  deinit {
    for index in BufferPool.sizes.indices {
      while let block = pop(index) { Glibc.free(block) }
    }
    free.deallocate()
    kept.deallocate()
  }

  /// A block of `minimum` bytes or more, and what it really has. ``ByteBuffer/padding`` more bytes behind it may be read.
  func take(_ minimum: Int) -> UnsafeMutableRawBufferPointer {
    guard let index = BufferPool.sizes.firstIndex(where: { $0 >= minimum }) else { return allocate(minimum) }
    let size = BufferPool.sizes[index]
    guard let block = pop(index) else { return allocate(size) }
    kept.pointee -= size
    return UnsafeMutableRawBufferPointer(start: block, count: size)
  }

  /// Takes a block back.
  func give(_ block: UnsafeMutableRawBufferPointer) {
    guard let base = block.baseAddress else { return }
    guard let index = BufferPool.sizes.firstIndex(of: block.count), kept.pointee < BufferPool.keptBytes else {
      return Glibc.free(base)
    }
    base.storeBytes(of: free[index], as: UnsafeMutableRawPointer?.self)
    free[index] = base
    kept.pointee += block.count
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
