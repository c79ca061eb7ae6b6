import FuzzSupport
@testable import HTTPWire

/// A chunked body, whole and in pieces: both must come to the same data, or the same error.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let pieces = Pieces(UnsafeRawBufferPointer(start: start, count: count))
  let whole = DecodedChunks(CollectionOfOne(pieces.whole), count: pieces.whole.count)
  let split = DecodedChunks(pieces, count: pieces.whole.count)
  require(whole == split, "whole \(whole)\nsplit \(split)")
  guard case .complete(let length, let consumed) = whole.outcome else { return 0 }
  require(length <= DecodedChunks.limit && length <= consumed && consumed <= pieces.whole.count, "\(whole.outcome)")
  // The last byte is what completes it.
  let shorter = UnsafeRawBufferPointer(rebasing: pieces.whole[..<(consumed - 1)])
  let cut = DecodedChunks(CollectionOfOne(shorter), count: shorter.count)
  require(cut.outcome == .partial, "complete without its last byte: \(cut)")
  return 0
}
