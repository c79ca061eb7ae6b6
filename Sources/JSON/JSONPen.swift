/// Appends to a ``JSONWriter`` where there is room for everything: it looks neither for room nor for commas.
///
/// For what is written over and over: whoever knows a bound of its length has the room made once, with
/// ``JSONWriter/append(room:_:)``, and then writes keys and punctuation as literals, each of which is a few moves.
public struct JSONPen: ~Copyable {
  /// Where the next byte goes.
  @usableFromInline var next: UnsafeMutablePointer<UInt8>
  /// Where the room ends.
  @usableFromInline let end: UnsafeMutablePointer<UInt8>

  @inlinable
  init(at start: UnsafeMutablePointer<UInt8>, room: Int) {
    next = start
    end = start + room
  }

  /// Appends a byte.
  @inlinable
  @inline(__always)
  mutating func put(_ byte: UInt8) {
    assert(next < end, "the room is too small for what is written")
    next.pointee = byte
    next += 1
  }

  /// Appends bytes, without a call where their number is known to the compiler.
  @inlinable
  @inline(__always)
  mutating func put(_ bytes: UnsafePointer<UInt8>, count: Int) {
    assert(count <= end - next, "the room is too small for what is written")
    UnsafeMutableRawPointer(next).copyMemory(from: bytes, byteCount: count)
    next += count
  }

  /// Appends a literal as it is: whole values, or keys and punctuation.
  @inlinable
  @inline(__always)
  public mutating func raw(_ literal: StaticString) {
    put(literal.utf8Start, count: literal.utf8CodeUnitCount)
  }

  /// Appends what was prepared.
  @inlinable
  @inline(__always)
  public mutating func raw(_ piece: PreparedJSON.Piece, of prepared: PreparedJSON) {
    assert(piece.count + PreparedJSON.step <= end - next, "the room is too small for what is written")
    prepared.copy(piece, to: next)
    next += piece.count
  }

  /// Appends a number as 16 hexadecimal digits.
  @inlinable
  public mutating func hexadecimal(_ number: UInt64) {
    eightDigits(UInt32(truncatingIfNeeded: number >> 32))
    eightDigits(UInt32(truncatingIfNeeded: number))
  }

  /// Spreads the number's eight digits over the bytes of a word and turns all of them into characters at once.
  @inlinable
  mutating func eightDigits(_ number: UInt32) {
    assert(end - next >= 8, "the room is too small for what is written")
    var word = UInt64(number)
    word = (word | word << 16) & 0x0000_FFFF_0000_FFFF
    word = (word | word << 8) & 0x00FF_00FF_00FF_00FF
    word = (word | word << 4) & 0x0F0F_0F0F_0F0F_0F0F
    let isLetter = (word &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
    word = word &+ 0x3030_3030_3030_3030 &+ isLetter &* UInt64(UInt8(ascii: "a") - 10 - UInt8(ascii: "0"))
    UnsafeMutableRawPointer(next).storeBytes(of: word.bigEndian, as: UInt64.self)
    next += 8
  }
}

extension JSONWriter {
  /// Makes room for `room` bytes and has `body` write there.
  ///
  /// - Parameters:
  ///   - room: No fewer bytes than are written, and ``PreparedJSON/step`` more where prepared pieces are among them.
  ///   - body: Writes with the pen alone, not with this writer.
  @inlinable
  public func append(room: Int, _ body: (inout JSONPen) -> Void) {
    reserve(room)
    var pen = JSONPen(at: base + length, room: room)
    body(&pen)
    precondition(pen.next <= pen.end, "the room is too small for what is written")
    length = pen.next - base
  }
}
