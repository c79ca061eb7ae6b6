extension WireCase {
  /// Every ordered pair of these framings is in one request, with a second request behind it that some reading of the
  /// first would let through. All are refused and closed, and the second one is never seen.
  static let smuggling: [WireCase] = pairs + disguises

  private enum Kind {
    case length, chunked, other, malformed
  }

  private static let framings: [(field: String, kind: Kind)] = [
    ("Content-Length: 0", .length),
    ("Content-Length: 5", .length),
    ("Content-Length: 44", .length),
    ("CONTENT-LENGTH:5", .length),
    ("Content-Length:\t5 ", .length),
    ("Transfer-Encoding: chunked", .chunked),
    ("transfer-encoding:CHUNKED", .chunked),
    ("Transfer-Encoding: , chunked", .chunked),
    ("Transfer-Encoding: identity", .other),
    ("Transfer-Encoding: xchunked", .other),
    ("Transfer-Encoding: gzip;a=\"b\"", .other),
    ("Transfer-Encoding: \"chunked\"", .malformed),
    ("Transfer-Encoding: chunked;a=b", .malformed),
    ("Transfer-Encoding: chunked chunked", .malformed),
  ]

  private static let pairs: [WireCase] = framings.flatMap { first in
    framings.map { second in
      // Only a coding that is not known, alone or before a last chunked, is 501; all else is 400.
      let isUnknown = first.kind == .other && (second.kind == .chunked || second.kind == .other)
      return smuggled("\(first.field), \(second.field)", "\(first.field)\r\n\(second.field)", isUnknown ? 501 : 400)
    }
  }

  /// A framing that one reader sees and another one does not.
  private static let disguises: [WireCase] = [
    smuggled("space before a colon", "Content-Length: 5\r\nTransfer-Encoding : chunked", 400),
    smuggled("tab before a colon", "Content-Length: 5\r\nTransfer-Encoding\t: chunked", 400),
    smuggled("vertical tab before a colon", "Content-Length: 5\r\nTransfer-Encoding\u{B}: chunked", 400),
    smuggled("NUL before a colon", "Content-Length: 5\r\nTransfer-Encoding\0: chunked", 400),
    smuggled("space before a name", "Content-Length: 5\r\n Transfer-Encoding: chunked", 400),
    smuggled("space before the first name", " Transfer-Encoding: chunked\r\nContent-Length: 5", 400, isFirst: true),
    smuggled("folded after another field", "X: y\r\n\tTransfer-Encoding: chunked\r\nContent-Length: 5", 400),
    smuggled("behind a bare CR", "X: y\rTransfer-Encoding: chunked\r\nContent-Length: 5", 400),
    smuggled("behind a bare LF", "X: y\nTransfer-Encoding: chunked\r\nContent-Length: 5", 400),
    smuggled("behind a NUL", "X: y\0Transfer-Encoding: chunked\r\nContent-Length: 5", 400),
    smuggled("behind no line end", "X: y\r\nTransfer-Encoding\r\nContent-Length: 5", 400),
    smuggled("a name in quotation marks", "\"Transfer-Encoding\": chunked\r\nContent-Length: 5", 400),
    smuggled("a request line for a name", "GET /smuggled HTTP/1.1: x\r\nContent-Length: 5", 400),
    smuggled("two Hosts", "Host: b\r\nContent-Length: 5", 400),
    smuggled("the end by bare CRs", "X: y\r\r\nContent-Length: 5", 400),
  ]

  private static func smuggled(_ name: String, _ fields: String, _ status: Int, isFirst: Bool = false) -> WireCase {
    let host = "Host: a"
    let lines = isFirst ? "\(fields)\r\n\(host)" : "\(host)\r\n\(fields)"
    return WireCase(
      name, "POST / HTTP/1.1\r\n\(lines)\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n", status: status)
  }
}
