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

  static let refused: [WireCase] = requestLines + targets + lines + hosts + expectations + sizes

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
    line("CONNECT in absolute-form", "CONNECT http://a/ HTTP/1.1", 501),
    line("method of 33 letters", "\(String(repeating: "A", count: 33)) / HTTP/1.1", 501),
    line("method of 32 letters", "\(String(repeating: "A", count: 32)) / HTTP/1.1", 501),
    WireCase("endless method", String(repeating: "A", count: 9_000), status: 501),
    WireCase("endless method after an empty line", "\r\n" + String(repeating: "A", count: 40), status: 501),
    line("long method that turns out to be none", String(repeating: "A", count: 33) + "(", 501),
    line("method of 32 letters and no token", String(repeating: "A", count: 32) + "( / HTTP/1.1", 400),
    line("signed version", "GET / HTTP/+1.1", 400),
    line("version without a point", "GET / HTTP/11", 400),
    line("version after a space", "GET / HTTP /1.1", 400),
    line("other protocol", "GET / HTTPS/1.1", 400),
    line("no version", "GET / ", 400),
    line("vertical tab for space", "GET\u{B}/ HTTP/1.1", 400),
    line("LF in the method", "G\nET / HTTP/1.1", 400),
    WireCase("HTTP/0.9", "GET /\r\n", status: 400),
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
    line("authority-form with GET", "GET a:80 HTTP/1.1", 400),
    line("authority-form with OPTIONS", "OPTIONS a:80 HTTP/1.1", 400),
    line("asterisk with a query", "OPTIONS *?a HTTP/1.1", 400),
    line("absolute-form without slashes", "GET http:a/ HTTP/1.1", 400),
    line("port alone in the authority", "GET http://:80/ HTTP/1.1", 400),
    line("letters for a port in the authority", "GET http://a:b/ HTTP/1.1", 400),
    line("no address in the authority's brackets", "GET http://[a]/ HTTP/1.1", 400),
    line("encoded NUL in absolute-form", "GET http://a/%00 HTTP/1.1", 400),
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
    // No LF, now or ever: it must not be waited for.
    WireCase("only CRs", "GET / HTTP/1.1\rHost: a\r\r", status: 400),
    WireCase("only CRs after the request line", "GET / HTTP/1.1\r\nHost: a\rX: a\r\r", status: 400),
    WireCase("CRs first", "\r\r", status: 400),
    WireCase("CR first", "\rGET / HTTP/1.1", status: 400),
    WireCase("bare CR and bare LF in one line", "GET / HTTP/1.1\r\nHost: a\rX: b\n\r\n", status: 400),
    field("bare CR and a control", "X: \u{1}\rb", 400),
    field("bare CR in a value", "X: a\rb", 400),
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
    field("white space alone", " ", 400),
    field("LF in a name", "X\nY: a", 400),
    field("two CRs before the LF", "X: a\r", 400),
    field("NUL at a value's end", "X: a\0", 400),
    field("vertical tab in a value", "X: \u{B}a", 400),
    field("form feed in a value", "X: a\u{C}", 400),
    field("NUL in a name", "X\0: a", 400),
    field("brackets in a name", "[X]: a", 400),
    field("quoted name", "\"X\": a", 400),
    field("folded Host", "X: a\r\n Host: b", 400),
    field("folded with nothing", "X: a\r\n \t", 400),
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
    first("no address in brackets", "Host: [zz]", 400),
    first("IPv4 in brackets", "Host: [127.0.0.1]", 400),
    first("two gaps in IPv6", "Host: [1::2::3]", 400),
    first("nine groups in IPv6", "Host: [1:2:3:4:5:6:7:8:9]", 400),
    first("five digits in IPv6", "Host: [::12345]", 400),
    first("zone in IPv6", "Host: [fe80::1%25eth0]", 400),
    first("IPv6 without brackets", "Host: ::1", 400),
    first("address in brackets, then garbage for a port", "Host: [::1]:x", 400),
    first("very long address in brackets", "Host: [\(String(repeating: "1:", count: 60))]", 400),
    first("two hosts in one field", "Host: a, b", 400),
    first("scheme in Host", "Host: http://a", 400),
    first("quoted Host", "Host: \"a\"", 400),
    first("non-ASCII Host", "Host: \u{E9}", 400),
    WireCase("invalid Host in 1.0", "GET / HTTP/1.0\r\nHost: a b\r\n\r\n", status: 400),
    WireCase("invalid Host, absolute-form", "GET http://a/ HTTP/1.1\r\nHost: a/b\r\n\r\n", status: 400),
    WireCase("OPTIONS * without Host", "OPTIONS * HTTP/1.1\r\n\r\n", status: 400),
    first("bytes after the brackets", "Host: [::1]a", 400),
    first("bad percent in Host", "Host: a%zz", 400),
    WireCase("two Hosts in 1.0", "GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n", status: 400),
    WireCase("absolute-form without Host", "GET http://a/ HTTP/1.1\r\n\r\n", status: 400),
  ]

  private static let expectations: [WireCase] = [
    field("unknown expectation", "Expect: tea", 417),
    field("two expectations", "Expect: 100-continue, tea", 417),
    field("expectation with a value", "Expect: 100-continue=1", 417),
  ]

  private static let sizes: [WireCase] = [
    field("64 fields and one", (0..<64).map { "X-\($0): a" }.joined(separator: "\r\n"), 431),
    field("fields beyond 16 KiB", "X: \(String(repeating: "a", count: 16_380))", 431),
    WireCase(
      "endless field", "GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "a", count: 16_400))", status: 431),
  ]
}
