/// A set of ASCII bytes as a bit map. Constants, so that a test is a shift and no table is looked up.
struct ByteSet {
  /// Bytes 0 to 63.
  let low: UInt64
  /// Bytes 64 to 127.
  let high: UInt64

  @inline(__always)
  func contains(_ byte: UInt8) -> Bool {
    guard byte < 128 else { return false }
    return (byte < 64 ? low : high) >> UInt64(byte & 63) & 1 == 1
  }

  /// `tchar` of RFC 9110, 5.6.2.
  @inline(__always)
  static var token: ByteSet { ByteSet(low: 0x03FF_6CFA_0000_0000, high: 0x57FF_FFFF_C7FF_FFFE) }

  /// Visible ASCII without `#`: what may stand in a request target.
  @inline(__always)
  static var target: ByteSet { ByteSet(low: 0xFFFF_FFF6_0000_0000, high: 0x7FFF_FFFF_FFFF_FFFF) }

  /// `reg-name` of RFC 3986, 3.2.2, with the percent sign.
  @inline(__always)
  static var host: ByteSet { ByteSet(low: 0x2BFF_7FF2_0000_0000, high: 0x47FF_FFFE_87FF_FFFE) }
}
