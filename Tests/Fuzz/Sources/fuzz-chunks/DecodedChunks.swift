@testable import HTTPWire

/// What a decoder makes of a body.
struct DecodedChunks: Equatable {
  /// Small, so that short inputs reach it.
  static let limit = 200

  private(set) var outcome = ChunkedDecoder.Outcome.partial
  private(set) var data: [UInt8] = []

  /// Decodes pieces that arrive one after the other.
  ///
  /// - Parameter count: the length of all of them together. Reading beyond it is an error of memory; reading beyond what
  ///   has arrived finds zeros, where the whole body has something else.
  init(_ pieces: some Sequence<UnsafeRawBufferPointer>, count: Int) {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
    defer { memory.deallocate() }
    memory.initializeMemory(as: UInt8.self, repeating: 0)
    var decoder = ChunkedDecoder(limit: DecodedChunks.limit)
    var received = 0
    for piece in pieces {
      UnsafeMutableRawBufferPointer(rebasing: memory[received...]).copyMemory(from: piece)
      received += piece.count
      outcome = decoder.decode(UnsafeMutableRawBufferPointer(rebasing: memory[..<received]))
      guard outcome == .partial else { break }
    }
    if case .complete(let length, _) = outcome { data = Array(memory[..<length]) }
  }
}
