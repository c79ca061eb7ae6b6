extension WireCase {
  /// A complete request with this request line.
  private static func line(_ name: String, _ line: String, _ status: Int) -> WireCase {
    WireCase(name, "\(line)\r\nHost: a\r\n\r\n", status: status)
  }

  /// A complete GET with these bytes among its fields.
  private static func field(_ name: String, _ field: String, _ status: Int) -> WireCase {
    WireCase(name, "GET / HTTP/1.1\r\nHost: a\r\n\(field)\r\n\r\n", status: status)
  }

  /// A GET whose first field line is this.
  private static func first(_ name: String, _ field: String, _ status: Int) -> WireCase {
    WireCase(name, "GET / HTTP/1.1\r\n\(field)\r\n\r\n", status: status)
  }

  /// A chunked POST with this body.
  private static func chunks(_ name: String, _ body: String, _ status: Int) -> WireCase {
    WireCase(
      name, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\(body)", status: status)
  }

  static let refused: [WireCase] = requestLines + targets + lines + hosts + lengths + codings + bodies + sizes

  private static let requestLines: [WireCase] = [
    line("two words", "GET /", 400),
    line("one word", "GET", 400),
    line("four words", "GET / HTTP/1.1 x", 400),
    line("two spaces before the target", "GET  / HTTP/1.1", 400),
    line("two spaces before the version", "GET /  HTTP/1.1", 400),
    line("tab for space", "GET\t/ HTTP/1.1", 400),
    line("leading space", " GET / HTTP/1.1", 400),
    line("trailing space", "GET / HTTP/1.1 ", 400),
    line("method not a token", "G(T / HTTP/1.1", 400),
    line("no method", "/ HTTP/1.1", 400),
    line("lower-case protocol", "GET / http/1.1", 400),
    line("no minor version", "GET / HTTP/1", 400),
    line("long version", "GET / HTTP/1.10", 400),
    line("letters in the version", "GET / HTTP/a.b", 400),
    line("CR in the line", "GET /\r HTTP/1.1", 400),
    line("two empty lines first", "\r\n\r\nGET / HTTP/1.1", 400),
    WireCase("TLS greeting", bytes: [0x16, 0x03, 0x01, 0x02, 0x00, 0x01], status: 400),
    WireCase("NUL first", bytes: [0, 0x47, 0x0D, 0x0A], status: 400),
    line("HTTP/2 preface", "PRI * HTTP/2.0", 505),
    line("version 0.9", "GET / HTTP/0.9", 505),
    line("version 3.0", "GET / HTTP/3.0", 505),
    line("unknown method", "BREW / HTTP/1.1", 501),
    line("lower-case method", "get / HTTP/1.1", 501),
    line("CONNECT", "CONNECT a:443 HTTP/1.1", 501),
    line("TRACE", "TRACE / HTTP/1.1", 501),
    line("PROPFIND", "PROPFIND / HTTP/1.1", 501),
  ]

  private static let targets: [WireCase] = [
    line("fragment", "GET /a#b HTTP/1.1", 400),
    line("raw non-ASCII", "GET /\u{E9} HTTP/1.1", 400),
    line("DEL in the target", "GET /\u{7F} HTTP/1.1", 400),
    line("control in the target", "GET /\u{1} HTTP/1.1", 400),
    line("asterisk with GET", "GET * HTTP/1.1", 400),
    line("asterisk and more", "OPTIONS *x HTTP/1.1", 400),
    line("no leading slash", "GET a HTTP/1.1", 400),
    line("other scheme", "GET ftp://a/ HTTP/1.1", 400),
    line("no authority", "GET http:///a HTTP/1.1", 400),
    line("user in the authority", "GET http://u@a/ HTTP/1.1", 400),
    line("percent not hexadecimal", "GET /%zz HTTP/1.1", 400),
    line("percent cut short", "GET /%4 HTTP/1.1", 400),
    line("percent at the end", "GET /% HTTP/1.1", 400),
    line("percent in the query", "GET /?a=%g0 HTTP/1.1", 400),
    line("encoded NUL", "GET /a%00b HTTP/1.1", 400),
    line("encoded NUL in the query", "GET /?%00 HTTP/1.1", 400),
    line("target of 8,193 bytes", "GET /\(String(repeating: "a", count: 8_192)) HTTP/1.1", 414),
    WireCase("endless request line", "GET /" + String(repeating: "a", count: 8_300), status: 414),
  ]

  private static let lines: [WireCase] = [
    WireCase("bare LF after the request line", "GET / HTTP/1.1\nHost: a\r\n\r\n", status: 400),
    WireCase("bare LF after a field", "GET / HTTP/1.1\r\nHost: a\n\r\n", status: 400),
    WireCase("bare LF for the empty line", "GET / HTTP/1.1\r\nHost: a\r\n\n", status: 400),
    WireCase("bare LF first", "\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", status: 400),
    WireCase("only LFs", "GET / HTTP/1.1\nHost: a\n\n", status: 400),
    field("bare CR in a value", "X: a\rb", 400),
    field("bare CR at a value's end", "X: a\r", 400),
    field("CR in a name", "X\rY: a", 400),
    field("NUL in a value", "X: a\0b", 400),
    field("control in a value", "X: a\u{1}b", 400),
    field("control in a long value", "X: 0123456789abcdef\u{1F}0123456789", 400),
    field("DEL in a value", "X: 01234567\u{7F}", 400),
    field("space before the colon", "X : a", 400),
    field("tab before the colon", "X\t: a", 400),
    first("space before the first field", " Host: a", 400),
    first("tab before the first field", "\tHost: a", 400),
    field("no name", ": a", 400),
    field("name not a token", "X(Y): a", 400),
    field("name not ASCII", "X\u{E9}: a", 400),
    field("no colon", "X", 400),
    field("no colon, two words", "X y", 400),
    field("folded with a space", "X: a\r\n b", 400),
    field("folded with a tab", "X: a\r\n\tb", 400),
  ]

  private static let hosts: [WireCase] = [
    first("no Host", "X: a", 400),
    WireCase("no field at all", "GET / HTTP/1.1\r\n\r\n", status: 400),
    field("two Hosts", "Host: a", 400),
    field("two Hosts by case", "hOST: b", 400),
    first("empty Host", "Host:", 400),
    first("slash in Host", "Host: a/b", 400),
    first("space in Host", "Host: a b", 400),
    first("user in Host", "Host: u@a", 400),
    first("letters for a port", "Host: a:b", 400),
    first("port too great", "Host: a:65536", 400),
    first("two ports", "Host: a:1:2", 400),
    first("port alone", "Host: :80", 400),
    first("bracket not closed", "Host: [::1", 400),
    first("empty brackets", "Host: []", 400),
    first("bytes after the brackets", "Host: [::1]a", 400),
    first("bad percent in Host", "Host: a%zz", 400),
    WireCase("two Hosts in 1.0", "GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n", status: 400),
    WireCase("absolute-form without Host", "GET http://a/ HTTP/1.1\r\n\r\n", status: 400),
  ]

  private static let lengths: [WireCase] = [
    field("signed length", "Content-Length: +5", 400),
    field("negative length", "Content-Length: -5", 400),
    field("empty length", "Content-Length:", 400),
    field("hexadecimal length", "Content-Length: 0x5", 400),
    field("length with a fraction", "Content-Length: 5.0", 400),
    field("two numbers in a length", "Content-Length: 5 5", 400),
    field("list of lengths", "Content-Length: 5, 5", 400),
    field("length beyond 64 bits", "Content-Length: 18446744073709551617", 400),
    field("length beyond 63 bits", "Content-Length: 9223372036854775808", 400),
    field("the same length twice", "Content-Length: 5\r\nContent-Length: 5", 400),
    field("two lengths", "Content-Length: 5\r\ncontent-length: 6", 400),
    field("length and coding", "Content-Length: 5\r\nTransfer-Encoding: chunked", 400),
    field("coding and length", "Transfer-Encoding: chunked\r\nContent-Length: 5", 400),
    field("length too great", "Content-Length: 1001", 413),
    field("length much too great", "Content-Length: 9223372036854775807", 413),
    line("POST without length", "POST / HTTP/1.1", 411),
    line("PUT without length", "PUT / HTTP/1.1", 411),
    line("PATCH without length", "PATCH / HTTP/1.1", 411),
  ]

  private static let codings: [WireCase] = [
    WireCase(
      "coding on 1.0", "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", status: 400),
    field("empty coding", "Transfer-Encoding:", 400),
    field("list of nothing", "Transfer-Encoding: ,", 400),
    field("gzip", "Transfer-Encoding: gzip", 501),
    field("gzip, then chunked", "Transfer-Encoding: gzip, chunked", 501),
    field("chunked not last", "Transfer-Encoding: chunked, gzip", 501),
    field("chunked twice", "Transfer-Encoding: chunked, chunked", 501),
    field("chunked in two fields", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", 501),
    field("identity", "Transfer-Encoding: identity", 501),
    field("almost chunked", "Transfer-Encoding: xchunked", 501),
    field("chunked with a parameter", "Transfer-Encoding: chunked;q=1", 501),
    field("quoted chunked", "Transfer-Encoding: \"chunked\"", 501),
    field("vertical tab and chunked", "Transfer-Encoding: \u{B}chunked", 400),
    field("unknown expectation", "Expect: tea", 417),
    field("two expectations", "Expect: 100-continue, tea", 417),
  ]

  private static let bodies: [WireCase] = [
    chunks("size not hexadecimal", "g\r\n", 400),
    chunks("no size", "\r\n", 400),
    chunks("size after a space", " 5\r\nhello\r\n0\r\n\r\n", 400),
    chunks("signed size", "+5\r\nhello\r\n", 400),
    chunks("negative size", "-5\r\nhello\r\n", 400),
    chunks("size with a prefix", "0x5\r\nhello\r\n", 400),
    chunks("size beyond 63 bits", "8000000000000000\r\n", 400),
    chunks("greatest size", "7fffffffffffffff\r\n", 413),
    chunks("size beyond 64 bits", "10000000000000005\r\nhello\r\n", 400),
    chunks("space after the size", "5 \r\nhello\r\n", 400),
    chunks("size line ended by LF", "5\nhello\r\n", 400),
    chunks("CR in the size line", "5\rx\r\nhello\r\n", 400),
    chunks("control in an extension", "5;a=\u{1}\r\nhello\r\n", 400),
    chunks("NUL in an extension", "5;\0\r\nhello\r\n", 400),
    chunks("data longer than its size", "5\r\nhello!\r\n0\r\n\r\n", 400),
    chunks("data ended by LF", "5\r\nhello\n0\r\n\r\n", 400),
    chunks("data ended by CR", "5\r\nhello\rx0\r\n\r\n", 400),
    chunks("trailer ended by LF", "0\r\nX: a\n\r\n", 400),
    chunks("end by LF", "0\r\n\n", 400),
    chunks("trailer without colon", "0\r\nX\r\n\r\n", 400),
    chunks("space before a trailer's colon", "0\r\nX : a\r\n\r\n", 400),
    chunks("control in a trailer", "0\r\nX: \u{1}\r\n\r\n", 400),
    chunks("chunk too great", "3e9\r\n", 413),
    chunks("chunks too great together", "3e8\r\n\(String(repeating: "a", count: 1_000))\r\n1\r\n", 413),
    chunks("endless extension", "5;" + String(repeating: "a", count: 17_000), 413),
  ]

  private static let sizes: [WireCase] = [
    field("64 fields and one", (0..<64).map { "X-\($0): a" }.joined(separator: "\r\n"), 431),
    field("fields beyond 16 KiB", "X: \(String(repeating: "a", count: 16_380))", 431),
    WireCase(
      "endless field", "GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "a", count: 16_400))", status: 431),
  ]
}
