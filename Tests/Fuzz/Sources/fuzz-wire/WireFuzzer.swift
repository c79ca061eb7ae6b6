import FuzzSupport
@testable import HTTPWire

/// A connection that receives these bytes whole, and one that receives them in pieces: both must do the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let pieces = Pieces(UnsafeRawBufferPointer(start: start, count: count))
  readOnce(pieces.whole)
  let connection = FuzzedConnection()
  let whole = connection.transcript(CollectionOfOne(pieces.whole))
  // The same machine, so that whatever the first connection left in it would tell.
  let split = connection.transcript(pieces)
  require(
    whole == split, "whole \(String(decoding: whole, as: UTF8.self))\nsplit \(String(decoding: split, as: UTF8.self))")
  return 0
}

/// Reads a head where libFuzzer put it: reading beyond its end is an error there, and is none in a connection's buffer.
private func readOnce(_ bytes: UnsafeRawBufferPointer) {
  var parser = HeadParser(pool: BufferPool())
  guard case .complete(let length) = parser.parse(bytes, limits: ConnectionLimits()) else { return }
  require(length <= bytes.count, "a head of \(length) bytes in \(bytes.count)")
  let head = RequestHead(
    bytes: UnsafeRawBufferPointer(rebasing: bytes[..<length]), layout: parser.layout, fields: parser.fields)
  _ = try? PercentEncoding.decode(head.path)
}
