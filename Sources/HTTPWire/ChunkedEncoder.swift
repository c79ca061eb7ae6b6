/// Writes a body of unknown length in chunks (RFC 9112, 7.1).
enum ChunkedEncoder {
  /// The chunk that ends the body, without trailers.
  static let end: StaticString = "0\r\n\r\n"

  /// Hexadecimal digits of the greatest length, and two line ends.
  private static let greatestFrame = 20

  /// Writes `bytes` as one chunk behind the content of `output`.
  ///
  /// - Precondition: there are some, as a chunk of none would end the body.
  static func append(_ bytes: UnsafeRawBufferPointer, to output: inout ByteBuffer) {
    precondition(!bytes.isEmpty, "an empty chunk would end the body")
    // All at once, so that the buffer grows once at most.
    let room = output.room(bytes.count + greatestFrame)
    var end = writeHexadecimal(bytes.count, to: room)
    writeLineEnd(to: room, at: &end)
    UnsafeMutableRawBufferPointer(rebasing: room[end...]).copyMemory(from: bytes)
    end += bytes.count
    writeLineEnd(to: room, at: &end)
    output.commit(end)
  }

  /// - Returns: the number of digits.
  private static func writeHexadecimal(_ number: Int, to room: UnsafeMutableRawBufferPointer) -> Int {
    let digits = (Int.bitWidth - number.leadingZeroBitCount + 3) / 4
    var rest = number
    for index in (0..<digits).reversed() {
      let digit = UInt8(rest & 15)
      room[index] = digit < 10 ? 0x30 + digit : 0x57 + digit
      rest >>= 4
    }
    return digits
  }

  private static func writeLineEnd(to room: UnsafeMutableRawBufferPointer, at index: inout Int) {
    room[index] = 0x0D
    room[index + 1] = 0x0A
    index += 2
  }
}
