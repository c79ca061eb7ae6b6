/// What an answer says beside its body. The server adds Date, Content-Length and Connection.
public struct ResponseHead: Sendable {
  public var status: Status
  /// The value of Content-Type; nil sends none.
  public var contentType: StaticString?
  /// More fields, such as Allow or Retry-After. Empty on the hot path: an empty array allocates nothing.
  public var fields: [ResponseField]
  /// Whether the body is coded, and whether that was for the client to choose.
  package var coding = Coding.fixed

  package enum Coding: Sendable {
    /// As it is, whoever asks.
    case fixed
    /// As it is, but another client might get it coded.
    case identity
    /// In gzip, as this client wants it.
    case gzip
  }

  public init(_ status: Status, contentType: StaticString? = nil, fields: [ResponseField] = []) {
    self.status = status
    self.contentType = contentType
    self.fields = fields
  }

  /// Writes head and body behind the content of `output`.
  ///
  /// - Parameters:
  ///   - connection: the Connection field to send.
  ///   - omitsBody: for HEAD: the length is told, the body is not sent.
  func write(
    body: UnsafeRawBufferPointer, to output: inout ByteBuffer, date: DateLine, connection: ConnectionOption,
    omitsBody: Bool
  ) {
    writeFields(to: &output, date: date, connection: connection)
    // RFC 9110, 8.6: no Content-Length on 1xx and 204; on 304 it would tell of a body that is not this one.
    if status.allowsBody {
      output.append("Content-Length: ")
      ResponseHead.write(body.count, to: &output)
      output.append("\r\n\r\n")
      if !omitsBody { output.append(body) }
    } else {
      output.append("\r\n")
    }
  }

  /// Writes the head of an answer whose length is not known behind the content of `output`.
  ///
  /// - Parameters:
  ///   - connection: the Connection field to send.
  ///   - isChunked: whether the body, if there is one, is sent in chunks; otherwise it ends with the connection.
  func writeStreamed(to output: inout ByteBuffer, date: DateLine, connection: ConnectionOption, isChunked: Bool) {
    writeFields(to: &output, date: date, connection: connection)
    // RFC 9112, 6.1: no Transfer-Encoding on 1xx and 204, nor to HTTP/1.0.
    if isChunked, status.allowsBody { output.append("Transfer-Encoding: chunked\r\n") }
    output.append("\r\n")
  }

  /// Writes all that does not tell of the body's length.
  @inline(__always)
  private func writeFields(to output: inout ByteBuffer, date: DateLine, connection: ConnectionOption) {
    writeStatusLine(to: &output)
    output.append(date.bytes)
    if let contentType {
      output.append("Content-Type: ")
      output.append(contentType)
      output.append("\r\n")
    }
    switch coding {
    case .fixed: break
    case .identity: output.append("Vary: Accept-Encoding\r\n")
    case .gzip: output.append("Content-Encoding: gzip\r\nVary: Accept-Encoding\r\n")
    }
    for field in fields { ResponseHead.write(field, to: &output) }
    switch connection {
    case .unsaid: break
    case .keepAlive: output.append("Connection: keep-alive\r\n")
    case .close: output.append("Connection: close\r\n")
    }
  }

  private func writeStatusLine(to output: inout ByteBuffer) {
    let line = status.line
    if line.utf8CodeUnitCount > 0 {
      output.append(line)
    } else {
      output.append("HTTP/1.1 ")
      ResponseHead.write(Int(status.rawValue), to: &output)
      output.append(" Status\r\n")
    }
  }

  private static func write(_ field: ResponseField, to output: inout ByteBuffer) {
    write(field.name, to: &output)
    output.append(": ")
    write(field.value, to: &output)
    output.append("\r\n")
  }

  private static func write(_ text: String, to output: inout ByteBuffer) {
    let count = text.utf8.count
    let room = output.room(count)
    var index = 0
    for byte in text.utf8 {
      room[index] = byte < 0x20 || byte == 0x7F ? 0x20 : byte
      index += 1
    }
    output.commit(count)
  }

  /// Writes `number`, which is not negative, in decimal.
  private static func write(_ number: Int, to output: inout ByteBuffer) {
    var digits = 1
    var rest = number
    while rest >= 10 {
      digits += 1
      rest /= 10
    }
    let room = output.room(digits)
    rest = number
    for index in (0..<digits).reversed() {
      room[index] = 0x30 + UInt8(rest % 10)
      rest /= 10
    }
    output.commit(digits)
  }
}
