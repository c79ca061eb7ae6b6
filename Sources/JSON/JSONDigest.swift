/// A 128-bit hash of a value's content: equal for equal values however they are spaced, escaped or stored, and the same
/// on every run and machine. Not cryptographic: who wants to make two values collide, can.
///
/// The order of members counts; `1`, `1.0` and `1e0` are one number, and so are `0` and `-0.0`.
public struct JSONDigest: Hashable, Sendable {
  /// The upper half.
  public let high: UInt64
  /// The lower half.
  public let low: UInt64
}

extension JSONDigest: CustomStringConvertible {
  /// 32 hexadecimal digits.
  public var description: String {
    let digits = [high, low].map { half in
      let text = String(half, radix: 16)
      return String(repeating: "0", count: 16 - text.count) + text
    }
    return digits.joined()
  }
}

extension JSONValue {
  /// Hashes the value. A different seed gives an unrelated hash.
  public func digest(seed: UInt64 = 0) -> JSONDigest {
    var state = DigestState(seed: seed)
    var index = index
    let end = nextIndex
    while index < end {
      let kind = tape[index] & 0xFF00_0000_0000_0000
      switch UInt8(truncatingIfNeeded: kind >> 56) {
      case UInt8(ascii: "\""):
        state.absorb(at(index).textUnchecked.utf8)
        index &+= 1
      case UInt8(ascii: "l"), UInt8(ascii: "u"):
        state.absorb(tape[index + 1], kind: kind)
        index &+= 2
      case UInt8(ascii: "d"):
        state.absorb(Double(bitPattern: tape[index + 1]))
        index &+= 2
      default:
        // A container's ends carry places on the tape, which are not content; that they stand here is.
        state.absorb(0, kind: kind)
        index &+= 1
      }
    }
    return state.finished()
  }
}
