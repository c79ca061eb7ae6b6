import CZlib

/// gzip for tests, by zlib's simplest means.
package enum Gzip {
  /// `bytes` in one member.
  package static func compress(_ bytes: [UInt8], level: Int32 = 6) -> [UInt8] {
    var stream = z_stream()
    precondition(czlib_deflate_init(&stream, level) == Z_OK)
    defer { deflateEnd(&stream) }
    var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
    var input = bytes
    input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        precondition(deflate(&stream, Z_FINISH) == Z_STREAM_END)
      }
    }
    return Array(output.prefix(Int(stream.total_out)))
  }

  /// So many mebibytes of zeros, but for the end of the member: nobody is to get that far.
  package static func endlessZeros(mebibytes: Int) -> [UInt8] {
    var stream = z_stream()
    precondition(czlib_deflate_init(&stream, 9) == Z_OK)
    defer { deflateEnd(&stream) }
    var zeros = [UInt8](repeating: 0, count: 1_048_576)
    var chunk = [UInt8](repeating: 0, count: 65_536)
    func next() -> [UInt8] {
      zeros.withUnsafeMutableBufferPointer { zeros in
        chunk.withUnsafeMutableBufferPointer { chunk in
          stream.next_in = zeros.baseAddress
          stream.avail_in = UInt32(zeros.count)
          stream.next_out = chunk.baseAddress
          stream.avail_out = UInt32(chunk.count)
          precondition(deflate(&stream, Z_FULL_FLUSH) == Z_OK && stream.avail_in == 0)
        }
      }
      return Array(chunk.prefix(chunk.count - Int(stream.avail_out)))
    }
    // After a full flush each mebibyte is coded as the one before.
    let first = next()
    return first + [[UInt8]](repeating: next(), count: mebibytes - 1).flatMap(\.self)
  }

  /// The content of one member; nil where it is none, or not whole.
  package static func inflate(_ bytes: [UInt8]) -> [UInt8]? {
    var stream = z_stream()
    precondition(czlib_inflate_init(&stream) == Z_OK)
    defer { inflateEnd(&stream) }
    var input = bytes
    var chunk = [UInt8](repeating: 0, count: 65_536)
    var output: [UInt8] = []
    return input.withUnsafeMutableBufferPointer { input in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(input.count)
      while true {
        let result = chunk.withUnsafeMutableBufferPointer { chunk in
          stream.next_out = chunk.baseAddress
          stream.avail_out = UInt32(chunk.count)
          return CZlib.inflate(&stream, Z_NO_FLUSH)
        }
        output += chunk.prefix(chunk.count - Int(stream.avail_out))
        if result == Z_STREAM_END { return stream.avail_in == 0 ? output : nil }
        if result != Z_OK { return nil }
      }
    }
  }
}
