internal import CZlib
internal import HTTPWire

/// Inflates the bodies of requests, one after the other. Confined to its reactor's thread.
final class GzipInflater {
  /// More members than this are no honest body: empty ones would cost time without end.
  private static let mostMembers = 1_024
  private static let leastRoom = 16_384

  /// At a fixed address, as zlib's own state points back to it.
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private var output: ByteBuffer

  /// - Parameter pool: where memory for contents is taken from.
  init(pool: BufferPool) {
    output = ByteBuffer(initialCapacity: GzipInflater.leastRoom, pool: pool)
    stream.initialize(to: z_stream())
    // Fails only where there is no memory left.
    precondition(czlib_inflate_init(stream) == Z_OK)
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// The content of `body`, gzip of one member or several (RFC 1952, 2.2); valid until the next call or ``release()``.
  /// ``ByteBuffer/padding`` readable bytes follow it.
  ///
  /// - Parameter limit: the greatest content in bytes. No more is inflated to find out that there is more.
  func inflate(_ body: UnsafeRawBufferPointer, limit: Int) throws(Refusal) -> UnsafeRawBufferPointer {
    let limit = min(limit, .max - 1)
    output.clear()
    inflateReset(stream)
    stream.pointee.next_in = UnsafeMutablePointer(mutating: body.assumingMemoryBound(to: UInt8.self).baseAddress)
    stream.pointee.avail_in = UInt32(body.count)
    var members = 1
    while true {
      let result = inflateSome(limit + 1 - output.count)
      guard output.count <= limit else { throw .contentTooLarge }
      switch result {
      case Z_OK: continue
      case Z_STREAM_END:
        if stream.pointee.avail_in == 0 { return output.bytes }
        members += 1
        guard members <= GzipInflater.mostMembers else { throw .tooManyMembers }
        inflateReset(stream)
      case Z_BUF_ERROR: throw .truncatedContent
      default: throw .corruptContent
      }
    }
  }

  /// Gives the memory of the content back.
  func release() {
    output.clear()
    output.rest()
  }

  /// Inflates up to `most` bytes, as many as there is room for.
  /// - Returns: zlib's result; Z_BUF_ERROR where input is missing.
  private func inflateSome(_ most: Int) -> Int32 {
    let room = output.room(GzipInflater.leastRoom)
    let size = UInt32(clamping: min(room.count, most))
    stream.pointee.next_out = room.assumingMemoryBound(to: UInt8.self).baseAddress
    stream.pointee.avail_out = size
    let result = CZlib.inflate(stream, Z_NO_FLUSH)
    output.commit(Int(size - stream.pointee.avail_out))
    return result
  }
}
