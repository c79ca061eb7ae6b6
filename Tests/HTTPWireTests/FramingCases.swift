extension WireCase {
  /// A POST with these fields and bytes behind it.
  private static func post(_ name: String, _ rest: String, _ body: String) -> WireCase {
    WireCase(name, "POST / HTTP/1.1\r\nHost: a\r\n\(rest)", requests: ["POST / \(body)"])
  }

  /// A POST with these fields that is refused, and so is what would follow it under some other reading.
  private static func refused(_ name: String, _ fields: String, _ status: Int, version: String = "1.1") -> WireCase {
    WireCase(
      name, "POST / HTTP/\(version)\r\nHost: a\r\n\(fields)\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n",
      status: status)
  }

  /// Where the body ends (RFC 9112, 6). Two fields that speak of it are among the cases of smuggling.
  static let framing: [WireCase] = lengths + badLengths + codings + badCodings

  private static let lengths: [WireCase] = [
    post("length", "Content-Length: 5\r\n\r\nhello", "hello"),
    post("length with zeros", "Content-Length: 0000000000000000000000005\r\n\r\nhello", "hello"),
    post("length in white space", "Content-Length: \t 5 \t\r\n\r\nhello", "hello"),
    post("length and expectation", "Content-Length: 5\r\nExpect: 100-Continue\r\n\r\nhello", "hello"),
    post("as long as allowed", "Content-Length: 1000\r\n\r\n\(ks(1_000))", ks(1_000)),
    WireCase("length 0", "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", requests: ["PUT /"]),
    WireCase("length of zeros", "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 000\r\n\r\n", requests: ["PUT /"]),
    WireCase(
      "GET with a body", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi", requests: ["GET / hi"]),
    WireCase(
      "no length: no body (6.3, 7)",
      "POST /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n", requests: ["POST /1", "GET /2"]),
    WireCase(
      "length on 1.0", "POST / HTTP/1.0\r\nContent-Length: 2\r\n\r\nhi", requests: ["POST / hi", "shut down"]),
  ]

  private static let badLengths: [WireCase] = [
    refused("signed length", "Content-Length: +5", 400),
    refused("negative length", "Content-Length: -5", 400),
    refused("negative zero", "Content-Length: -0", 400),
    refused("empty length", "Content-Length:", 400),
    refused("hexadecimal length", "Content-Length: 0x5", 400),
    refused("length with a fraction", "Content-Length: 5.0", 400),
    refused("length with an exponent", "Content-Length: 1e1", 400),
    refused("length with a letter", "Content-Length: 5a", 400),
    refused("quoted length", "Content-Length: \"5\"", 400),
    refused("length with a parameter", "Content-Length: 5;a", 400),
    refused("length with a separator", "Content-Length: 1_0", 400),
    refused("two numbers in a length", "Content-Length: 5 5", 400),
    refused("list of lengths", "Content-Length: 5, 5", 400),
    refused("length and a comma", "Content-Length: 5,", 400),
    refused("length beyond 64 bits", "Content-Length: 18446744073709551617", 400),
    refused("length beyond 63 bits", "Content-Length: 9223372036854775808", 400),
    refused("length of 40 digits", "Content-Length: \(String(repeating: "9", count: 40))", 400),
    refused("length in other digits", "Content-Length: \u{665}", 400),
    refused("NUL behind a length", "Content-Length: 5\0", 400),
    refused("vertical tab before a length", "Content-Length: \u{B}5", 400),
    refused("folded length", "Content-Length:\r\n 5", 400),
    refused("two lengths", "Content-Length: 5\r\ncontent-length: 6", 400),
    refused("length too great", "Content-Length: 1001", 413),
    refused("length much too great", "Content-Length: 9223372036854775807", 413),
    refused("length too great, with an expectation", "Content-Length: 1001\r\nExpect: 100-continue", 413),
  ]

  private static let codings: [WireCase] = [
    post("chunked", "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "hello"),
    post("chunked in capitals", "Transfer-Encoding: CHUNKED\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "hello"),
    post("chunked in white space", "Transfer-Encoding:\tchunked \t\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "hello"),
    // RFC 9110, 5.6.1.2: a recipient has to pass over empty elements.
    post("chunked in an untidy list", "Transfer-Encoding: , chunked ,,\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "hello"),
    post(
      "chunked and an empty field", "Transfer-Encoding:\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
      "hello"),
    post(
      "chunked, and other fields that say so",
      "TE: trailers, gzip\r\nTrailer: X\r\nTransfer-Encoding: chunked\r\n\r\n"
        + "5\r\nhello\r\n0\r\nX: a\r\n\r\n", "hello"),
    WireCase(
      "chunked GET", "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n",
      requests: ["GET / hi"]),
    WireCase(
      "no chunks", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", requests: ["POST /"]),
  ]

  private static let badCodings: [WireCase] = [
    refused("coding on 1.0", "Transfer-Encoding: chunked", 400, version: "1.0"),
    refused("unknown coding on 1.0", "Transfer-Encoding: gzip", 400, version: "1.0"),
    refused("coding and length on 1.0", "Transfer-Encoding: chunked\r\nContent-Length: 5", 400, version: "1.0"),
    refused("empty coding", "Transfer-Encoding:", 400),
    refused("list of nothing", "Transfer-Encoding: ,", 400),
    // No list of codings (RFC 9112, 7).
    refused("quoted chunked", "Transfer-Encoding: \"chunked\"", 400),
    refused("two words", "Transfer-Encoding: chunked foo", 400),
    refused("bracketed chunked", "Transfer-Encoding: [chunked]", 400),
    refused("chunked and a semicolon", "Transfer-Encoding: chunked;", 400),
    refused("coding with half a parameter", "Transfer-Encoding: gzip;, chunked", 400),
    refused("non-ASCII coding", "Transfer-Encoding: chunke\u{1E0B}", 400),
    refused("vertical tab and chunked", "Transfer-Encoding: \u{B}chunked", 400),
    refused("NUL behind chunked", "Transfer-Encoding: chunked\0", 400),
    refused("folded chunked", "Transfer-Encoding:\r\n chunked", 400),
    refused("space before the colon", "Transfer-Encoding : chunked", 400),
    // RFC 9112, 7.1: the presence of parameters with chunked is an error.
    refused("chunked with a parameter", "Transfer-Encoding: chunked;q=1", 400),
    refused("chunked with a quoted parameter", "Transfer-Encoding: chunked ; a = \"b, c\"", 400),
    // RFC 9112, 6.3, 4: chunked that is not the final coding.
    refused("chunked not last", "Transfer-Encoding: chunked, gzip", 400),
    refused("chunked twice", "Transfer-Encoding: chunked, chunked", 400),
    refused("chunked first and last", "Transfer-Encoding: chunked, gzip, chunked", 400),
    // RFC 9112, 6.1: codings that the server does not understand.
    refused("gzip", "Transfer-Encoding: gzip", 501),
    refused("gzip, then chunked", "Transfer-Encoding: gzip, chunked", 501),
    refused("gzip, then chunked, by fields", "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked", 501),
    refused("coding with a parameter, then chunked", "Transfer-Encoding: x;a=b ; c = \"d,\\\"\", chunked", 501),
    refused("identity", "Transfer-Encoding: identity", 501),
    refused("almost chunked", "Transfer-Encoding: xchunked", 501),
    refused("chunked in quotation marks of a shell", "Transfer-Encoding: 'chunked'", 501),
  ]

  static func ks(_ count: Int) -> String { String(repeating: "k", count: count) }
}
