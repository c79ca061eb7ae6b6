@testable import HTTPWire

// Answers that go on.
extension Driver {
  /// A connection that has received `request` and begun an answer to it that goes on.
  convenience init(streaming request: String, _ limits: ConnectionLimits = ConnectionLimits()) {
    self.init(limits)
    defersAnswers = true
    receive(request)
    beginStream()
  }

  /// - Returns: whether it goes on.
  @discardableResult
  func beginStream(_ head: ResponseHead = ResponseHead(.ok, contentType: "text/event-stream")) -> Bool {
    let goesOn = machine.beginStream(head, date: DateLine(), now: now)
    follow()
    return goesOn
  }

  func stream(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { machine.stream($0) }
    follow()
  }

  func stream(_ text: String) { stream(Array(text.utf8)) }

  func endStream() {
    machine.endStream(now: now)
    follow()
  }

  /// What was sent behind the first empty line.
  var sentBody: String {
    guard let end = sent.firstRange(of: "\r\n\r\n") else { return "" }
    return String(sent[end.upperBound...])
  }
}

/// Reads chunks by a way of its own: nil unless `text` is whole chunks up to the last one and nothing more.
func unchunked(_ text: String) -> [UInt8]? {
  var rest = Array(text.utf8)[...]
  var body: [UInt8] = []
  while let end = rest.firstIndex(of: 0x0D) {
    guard let count = Int(String(decoding: rest[..<end], as: UTF8.self), radix: 16) else { return nil }
    rest = rest[end...].dropFirst(2)
    guard rest.count >= count + 2 else { return nil }
    body += rest.prefix(count)
    rest = rest.dropFirst(count)
    guard rest.prefix(2).elementsEqual([0x0D, 0x0A]) else { return nil }
    rest = rest.dropFirst(2)
    if count == 0 { return rest.isEmpty ? body : nil }
  }
  return nil
}
