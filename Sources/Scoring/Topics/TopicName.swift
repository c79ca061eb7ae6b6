/// When two names mean the same topic: case, and whether words are joined by spaces, hyphens or underscores, do not
/// matter ("Air Travel" is `air-travel`). A name and its normal form have the same length in UTF-8, byte by byte, so
/// that names can be compared and hashed without writing the form down; letters beyond ASCII keep their case.
enum TopicName {
  /// The normal form of a name: lower case, with hyphens.
  static func normalised(_ name: String) -> String {
    String(decoding: name.utf8.map(normalised), as: UTF8.self)
  }

  /// What a byte of a name is in the normal form.
  @inline(__always)
  static func normalised(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
    case UInt8(ascii: " "), UInt8(ascii: "_"): UInt8(ascii: "-")
    default: byte
    }
  }

  /// Whether `name` has the normal form `normal`. Allocates nothing.
  static func matches(_ name: String, normal: String) -> Bool {
    withBytes(name) { bytes in
      withBytes(normal) { normal in
        guard bytes.count == normal.count else { return false }
        for index in bytes.indices where normalised(bytes[index]) != normal[index] { return false }
        return true
      }
    }
  }

  /// A hash of the normal form of `name` (FNV-1a, with its upper bits mixed into the lower ones). Allocates nothing.
  static func hash(_ name: String) -> UInt64 {
    withBytes(name) { bytes in
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      for byte in bytes { hash = (hash ^ UInt64(normalised(byte))) &* 0x0100_0000_01B3 }
      return hash ^ (hash >> 32)
    }
  }

  /// A name's bytes where they are, which is quicker than one by one. Only a string that Objective-C lent would be
  /// copied first, and there is none here.
  @inline(__always)
  private static func withBytes<Result>(_ name: String, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    if let result = name.utf8.withContiguousStorageIfAvailable(body) { return result }
    return Array(name.utf8).withUnsafeBufferPointer(body)
  }
}
