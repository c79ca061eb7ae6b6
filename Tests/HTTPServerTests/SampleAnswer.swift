import HTTPWire
import TestSupport

/// An answer of a kind and a size: `/text/5000`.
struct SampleAnswer {
  let head: ResponseHead
  let body: [UInt8]
  /// Whether it is to be given from another thread.
  let isDeferred: Bool

  init?(path: String) {
    let parts = path.split(separator: "/")
    guard parts.count == 2, let count = Int(parts[1]) else { return nil }
    isDeferred = parts[0] == "later-text"
    let types: [Substring: StaticString] = [
      "text": "text/plain; charset=utf-8", "later-text": "text/plain", "json": "application/json",
      "problem": "application/problem+json", "lines": "application/x-ndjson", "yaml": "application/yaml",
      "svg": "image/svg+xml", "binary": "image/png", "coded": "text/plain", "random": "text/plain",
    ]
    guard parts[0] == "typeless" || types[parts[0]] != nil else { return nil }
    var head = ResponseHead(.ok, contentType: types[parts[0]])
    if parts[0] == "coded" { head.fields.append(ResponseField("content-Encoding", "br")) }
    self.head = head
    var random = SeededGenerator(seed: 1)
    body =
      parts[0] == "random"
      ? (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      : [UInt8](repeating: UInt8(ascii: "a"), count: count)
  }
}
