private import Glibc

/// The grammar of a Host field: `uri-host [ ":" port ]` (RFC 9110, 7.2).
enum HostValue {
  static func isValid(_ value: UnsafeRawBufferPointer) -> Bool {
    guard !value.isEmpty else { return false }
    var end = 0
    if value[0] == 0x5B {
      guard let bracket = value.firstIndex(of: 0x5D), isIPv6(value.view(1..<bracket)) else { return false }
      end = bracket + 1
    } else {
      while end < value.count, ByteSet.host.contains(value[end]) {
        if value[end] == 0x25, PercentEncoding.byte(value, at: end) == nil { return false }
        end += 1
      }
      guard end > 0 else { return false }
    }
    return end == value.count || isPort(value.view(end..<value.count))
  }

  private static func isIPv6(_ bytes: UnsafeRawBufferPointer) -> Bool {
    // `INET6_ADDRSTRLEN`: the longest text of an address, with the NUL behind it.
    withUnsafeTemporaryAllocation(byteCount: 46, alignment: 1) { text in
      guard bytes.count < text.count else { return false }
      text.copyMemory(from: bytes)
      text[bytes.count] = 0
      var address = in6_addr()
      return inet_pton(AF_INET6, text.baseAddress!.assumingMemoryBound(to: CChar.self), &address) == 1
    }
  }

  /// A colon and a number up to 65535, which may be empty.
  private static func isPort(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes[0] == 0x3A else { return false }
    var port = 0
    for byte in bytes.dropFirst() {
      guard byte &- 0x30 < 10 else { return false }
      port = port * 10 + Int(byte &- 0x30)
      guard port <= 65_535 else { return false }
    }
    return true
  }
}
