internal import CZlib
internal import HTTPWire

/// Compresses answers, one after the other. Confined to one thread.
final class GzipCompressor {
  /// The fastest: JSON shrinks to a quarter at a third of the time that zlib takes by default.
  private static let level: Int32 = 1

  /// At a fixed address, as zlib's own state points back to it.
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private var output: ByteBuffer

  /// - Parameter pool: where memory for coded forms is taken from.
  init(pool: BufferPool) {
    output = ByteBuffer(initialCapacity: 4_096, pool: pool)
    stream.initialize(to: z_stream())
    // Fails only where there is no memory left.
    precondition(czlib_deflate_init(stream, GzipCompressor.level) == Z_OK)
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  /// The coded form of a single body; nil where it is not smaller.
  static func compress(_ body: [UInt8]) -> [UInt8]? {
    let compressor = GzipCompressor(pool: BufferPool())
    // What is copied lies in the compressor's memory.
    return withExtendedLifetime(compressor) {
      body.withUnsafeBytes { body in compressor.compress(body).map { [UInt8]($0) } }
    }
  }

  /// The coded form of `body`, valid until the next call or ``release()``; nil where it is not smaller.
  func compress(_ body: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    guard !body.isEmpty else { return nil }
    deflateReset(stream)
    output.clear()
    let room = output.room(body.count)
    stream.pointee.next_in = UnsafeMutablePointer(mutating: body.assumingMemoryBound(to: UInt8.self).baseAddress)
    stream.pointee.avail_in = UInt32(body.count)
    stream.pointee.next_out = room.assumingMemoryBound(to: UInt8.self).baseAddress
    // Too little room for a form that is not smaller: then zlib does not come to an end.
    stream.pointee.avail_out = UInt32(body.count - 1)
    guard deflate(stream, Z_FINISH) == Z_STREAM_END else { return nil }
    output.commit(Int(stream.pointee.total_out))
    return output.bytes
  }

  /// Gives the memory of the coded form back.
  func release() {
    output.clear()
    output.rest()
  }
}
