/// Percent-encoding of paths and queries (RFC 3986, 2.1).
public enum PercentEncoding {
  /// Decodes `bytes` once.
  ///
  /// - Returns: the text; `+` stays a plus sign.
  /// - Throws: ``Refusal/badPercentEncoding`` for a `%` without two hexadecimal digits, for `%00`, and where the result
  ///   is not UTF-8.
  public static func decode(_ bytes: UnsafeRawBufferPointer) throws(Refusal) -> String {
    guard bytes.contains(0x25) else { return try text(bytes) }
    return try decodeEscapes(bytes)
  }

  private static func decodeEscapes(_ bytes: UnsafeRawBufferPointer) throws(Refusal) -> String {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      if bytes[index] == 0x25 {
        guard let byte = byte(bytes, at: index), byte != 0 else { throw .badPercentEncoding }
        decoded.append(byte)
        index += 3
      } else {
        decoded.append(bytes[index])
        index += 1
      }
    }
    guard let text = String(validating: decoded, as: UTF8.self) else { throw .badPercentEncoding }
    return text
  }

  private static func text(_ bytes: UnsafeRawBufferPointer) throws(Refusal) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .badPercentEncoding }
    return text
  }

  /// The byte that the three bytes from `index` on encode; nil if they do not.
  static func byte(_ bytes: UnsafeRawBufferPointer, at index: Int) -> UInt8? {
    guard index + 2 < bytes.count, let high = hexValue(bytes[index + 1]), let low = hexValue(bytes[index + 2])
    else { return nil }
    return high << 4 | low
  }

  /// The value of a hexadecimal digit, 0 to 15; nil if it is none.
  static func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }
}
