/// An input that says itself how it is cut: two bytes that choose the cuts, then what is cut.
public struct Pieces: Sequence, IteratorProtocol {
  /// All that is cut.
  public let whole: UnsafeRawBufferPointer

  private var start = 0
  private var state: UInt32
  private let longest: UInt32

  /// - Parameter input: as libFuzzer gives it.
  public init(_ input: UnsafeRawBufferPointer) {
    let isLong = input.count >= 2
    state = isLong ? UInt32(input[0]) | 1 : 1
    longest = isLong ? UInt32(input[1]) + 1 : 1
    whole = UnsafeRawBufferPointer(rebasing: input.dropFirst(2))
  }

  /// The next piece; never empty.
  public mutating func next() -> UnsafeRawBufferPointer? {
    guard start < whole.count else { return nil }
    // A linear congruential generator (Numerical Recipes): few bytes decide about many cuts.
    state = state &* 1_664_525 &+ 1_013_904_223
    let end = Swift.min(whole.count, start + 1 + Int(state >> 16) % Int(longest))
    defer { start = end }
    return UnsafeRawBufferPointer(rebasing: whole[start..<end])
  }
}
