/// Parts of documents that are the same each time, written once beforehand.
public struct PreparedJSON: Sendable {
  /// One of the parts.
  public struct Piece: BitwiseCopyable, Sendable {
    @usableFromInline let start: Int
    /// Its length in bytes.
    public let count: Int
  }

  /// Pieces are copied in steps of so many bytes, of which the last may reach beyond the piece: most are done in one
  /// or two, without the call and the branches that an exact copy takes.
  public static let step = 32

  /// All pieces one after the other, and a step's bytes behind the last.
  @usableFromInline var bytes = [UInt8](repeating: 0, count: step)

  /// Without a piece yet.
  public init() {}

  /// The length of the longest piece.
  public private(set) var longest = 0

  /// Adds a piece, which the body writes.
  public mutating func piece(_ body: (JSONWriter) -> Void) -> Piece {
    let json = JSONWriter()
    body(json)
    let piece = Piece(start: bytes.count - Self.step, count: json.count)
    bytes.removeLast(Self.step)
    bytes += json.bytes
    bytes += repeatElement(0, count: Self.step)
    longest = max(longest, piece.count)
    return piece
  }

  /// Copies a piece to where there is room for it and for a step more.
  @inlinable
  @inline(__always)
  func copy(_ piece: Piece, to target: UnsafeMutablePointer<UInt8>) {
    bytes.withUnsafeBufferPointer { bytes in
      let source = bytes.baseAddress.unsafelyUnwrapped + piece.start
      var done = 0
      repeat {
        UnsafeMutableRawPointer(target + done).copyMemory(from: source + done, byteCount: Self.step)
        done &+= Self.step
      } while done < piece.count
    }
  }
}
