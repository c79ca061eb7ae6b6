// Answers that go on.
extension Client {
  /// Asks, and reads the head of an answer whose body goes on.
  package func openStream(_ path: String) -> Answer? {
    send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n") ? read() : nil
  }

  /// The next chunk of a body; empty for the last one, nil if the server closes, or says nothing, before it is complete,
  /// or if it is none.
  package func readChunk() -> [UInt8]? {
    while true {
      if let end = received.firstIndex(of: 0x0D) {
        guard let count = Int(String(decoding: received[..<end], as: UTF8.self), radix: 16) else { return nil }
        let whole = end + 2 + count + 2
        if received.count >= whole {
          let chunk = Array(received[(end + 2)..<(whole - 2)])
          guard Array(received[(whole - 2)..<whole]) == [0x0D, 0x0A] else { return nil }
          received.removeFirst(whole)
          return chunk
        }
      }
      guard fill() else { return nil }
    }
  }

  /// All chunks up to the last one, as text; nil if that does not come.
  package func readChunks() -> String? {
    var body: [UInt8] = []
    while let chunk = readChunk() {
      if chunk.isEmpty { return String(decoding: body, as: UTF8.self) }
      body += chunk
    }
    return nil
  }

  /// What comes until the server closes, or says nothing.
  package func readToEnd() -> String {
    while fill() {}
    defer { received = [] }
    return String(decoding: received, as: UTF8.self)
  }
}
