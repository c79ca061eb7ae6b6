import JSON

/// A request of a replay.
struct ReplayRequest {
  let method: String
  let path: String
  let body: [UInt8]

  init(_ method: String, _ path: String, body: [UInt8] = []) {
    self.method = method
    self.path = path
    self.body = body
  }

  /// One whose body is written by `write`.
  init(_ method: String, _ path: String, write: (JSONWriter) -> Void) {
    let json = JSONWriter()
    write(json)
    self.init(method, path, body: [UInt8](json.bytes))
  }
}
