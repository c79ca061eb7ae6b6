internal import HTTPWire

// What gzip adds: answers that are compressed, and bodies that are inflated.
extension Reactor {
  /// Writes the answer to a whole request into the connection's output, compressed where the client wants that and it pays.
  func answerRequest(_ connection: Connection, _ head: ResponseHead, _ body: UnsafeRawBufferPointer) {
    guard head.coding == .fixed, gzip.covers(head, bytes: body.count) else { return answer(connection, head, body) }
    var head = head
    head.coding = .identity
    guard body.count <= GzipConfiguration.mostBytesInPlace, prefersGzip(connection) else {
      return answer(connection, head, body)
    }
    defer { compressor.release() }
    let coded = compressor.compress(body)
    if coded != nil { head.coding = .gzip }
    answer(connection, head, coded ?? body)
  }

  /// Whether the client of the request that is to be answered wants gzip.
  func prefersGzip(_ connection: Connection) -> Bool {
    AcceptEncoding(connection.machine.pointee.head).prefersGzip
  }

  /// The body of the request that is to be answered, without its coding.
  func content(_ connection: Connection) throws(Refusal) -> UnsafeRawBufferPointer {
    let body = connection.machine.pointee.body
    // One without a body was not admitted, and nothing was noted of its coding.
    guard !body.isEmpty, connection.coding == .gzip else { return body }
    return try inflater.inflate(body, limit: connection.bodyLimit)
  }
}
