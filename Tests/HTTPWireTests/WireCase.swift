import Testing

/// Bytes from a client and what must come of them.
struct WireCase: Sendable, CustomTestStringConvertible {
  let name: String
  let bytes: [UInt8]
  /// Requests dispatched, in the notation of `Driver`.
  let requests: [String]
  /// The status of the refusal that ends it; nil if there is none.
  let status: Int?

  init(_ name: String, _ text: String, requests: [String] = [], status: Int? = nil) {
    self.init(name, bytes: Array(text.utf8), requests: requests, status: status)
  }

  init(_ name: String, bytes: [UInt8], requests: [String] = [], status: Int? = nil) {
    self.name = name
    self.bytes = bytes
    self.requests = requests
    self.status = status
  }

  var testDescription: String { name }
}
