extension WireCase {
  /// A chunked POST with this body.
  private static func read(_ name: String, _ chunks: String, _ body: String) -> WireCase {
    WireCase(name, head + chunks, requests: ["POST / \(body)"])
  }

  /// A chunked POST with this body, which is refused.
  private static func refused(_ name: String, _ chunks: String, _ status: Int) -> WireCase {
    WireCase(name, head + chunks, status: status)
  }

  private static let head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"

  /// The chunked coding (RFC 9112, 7.1).
  static let chunks: [WireCase] =
    sizes + badSizes + extensions + badExtensions + badData + trailers + badTrailers + limits

  private static let sizes: [WireCase] = [
    read("three chunks", "1\r\nh\r\n02\r\nel\r\n2\r\nlo\r\n000\r\n\r\n", "hello"),
    read("size with many zeros", "\(String(repeating: "0", count: 40))5\r\nhello\r\n0\r\n\r\n", "hello"),
    read(
      "hexadecimal sizes", "a\r\n0123456789\r\nA\r\n0123456789\r\n0\r\n\r\n", "01234567890123456789"),
    read("CRLF as data", "4\r\n\r\n\r\n\r\n0\r\n\r\n", "\r\n\r\n"),
    read("chunks as data", "b\r\n0\r\n\r\n1\r\nx\r\n\r\n0\r\n\r\n", "0\r\n\r\n1\r\nx\r\n"),
  ]

  private static let badSizes: [WireCase] = [
    refused("size not hexadecimal", "g\r\n", 400),
    refused("no size", "\r\n", 400),
    refused("no size but an extension", ";a\r\n", 400),
    refused("size after a space", " 5\r\nhello\r\n0\r\n\r\n", 400),
    refused("signed size", "+5\r\nhello\r\n", 400),
    refused("negative size", "-5\r\nhello\r\n", 400),
    refused("size with a prefix", "0x5\r\nhello\r\n", 400),
    refused("size with a suffix", "5h\r\nhello\r\n", 400),
    refused("size with a fraction", "5.0\r\nhello\r\n", 400),
    refused("size with a separator", "1_0\r\nhello\r\n", 400),
    refused("list of sizes", "5,5\r\nhello\r\n", 400),
    refused("size beyond 63 bits", "8000000000000000\r\n", 400),
    refused("size beyond 64 bits", "10000000000000005\r\nhello\r\n", 400),
    refused("space after the size", "5 \r\nhello\r\n", 400),
    refused("tab after the size", "5\t\r\nhello\r\n", 400),
    refused("space after the last size", "0 \r\n\r\n", 400),
    refused("size line ended by LF", "5\nhello\r\n", 400),
    refused("CR in the size line", "5\rx\r\nhello\r\n", 400),
    refused("two CRs after the size", "5\r\r\nhello\r\n", 400),
    refused("size line ended by CR, and no LF behind it", "5\rhello\r0\r\r", 400),
    refused("CR and LF in the size line", "5\rx\n\r\nhello\r\n", 400),
    refused("NUL after the size", "5\0\r\nhello\r\n", 400),
  ]

  private static let extensions: [WireCase] = [
    read("extension", "5;a\r\nhello\r\n0\r\n\r\n", "hello"),
    read("extension with a token", "5;a=b\r\nhello\r\n0\r\n\r\n", "hello"),
    read("quoted extension", "5;a=\"b;c\\\"\\\\\t\u{E9}\"\r\nhello\r\n0\r\n\r\n", "hello"),
    read("empty quoted extension", "5;a=\"\"\r\nhello\r\n0\r\n\r\n", "hello"),
    read("three extensions", "5;a=b;c=\"d\";e\r\nhello\r\n0;f\r\n\r\n", "hello"),
    // `BWS` (RFC 9110, 5.6.3): to be parsed, though it must not be sent.
    read("extensions in white space", "5 ;\ta = b ; c\t=\t\"d\"\r\nhello\r\n0 ; x\r\n\r\n", "hello"),
  ]

  private static let badExtensions: [WireCase] = [
    refused("semicolon alone", "5;\r\nhello\r\n", 400),
    refused("semicolon and a space", "5; \r\nhello\r\n", 400),
    refused("two semicolons", "5;;a\r\nhello\r\n", 400),
    refused("semicolon at the end", "5;a;\r\nhello\r\n", 400),
    refused("space after an extension", "5;a \r\nhello\r\n", 400),
    refused("space after a value", "5;a=b \r\nhello\r\n", 400),
    refused("extension without a name", "5;=b\r\nhello\r\n", 400),
    refused("extension without a value", "5;a=\r\nhello\r\n", 400),
    refused("extension with two values", "5;a=b=c\r\nhello\r\n", 400),
    refused("extension with two words", "5;a b\r\nhello\r\n", 400),
    refused("extension without a semicolon", "5 a=b\r\nhello\r\n", 400),
    refused("name not a token", "5;a(b\r\nhello\r\n", 400),
    refused("value not a token", "5;a=b/c\r\nhello\r\n", 400),
    refused("quoted name", "5;\"a\"\r\nhello\r\n", 400),
    refused("quotation not closed", "5;a=\"b\r\nhello\r\n", 400),
    refused("quotation closed by an escape", "5;a=\"b\\\"\r\nhello\r\n", 400),
    refused("bytes after a quotation", "5;a=\"b\"c\r\nhello\r\n", 400),
    refused("control in an extension", "5;a=\u{1}\r\nhello\r\n", 400),
    refused("control in a quotation", "5;a=\"\u{1}\"\r\nhello\r\n", 400),
    refused("escaped control", "5;a=\"\\\u{7F}\"\r\nhello\r\n", 400),
    refused("NUL in an extension", "5;\0\r\nhello\r\n", 400),
    refused("CR in an extension", "5;a\r=b\r\nhello\r\n", 400),
    refused("LF in an extension", "5;a\n=b\r\nhello\r\n", 400),
    refused("CR in a quotation", "5;a=\"\r\"\r\nhello\r\n", 400),
    refused("extension of the last chunk", "0;\r\n\r\n", 400),
  ]

  private static let badData: [WireCase] = [
    refused("data longer than its size", "5\r\nhello!\r\n0\r\n\r\n", 400),
    refused("data shorter than its size", "5\r\nhell\r\n0\r\n\r\n", 400),
    refused("data not ended", "5\r\nhello0\r\n\r\n", 400),
    refused("data ended by LF", "5\r\nhello\n0\r\n\r\n", 400),
    refused("data ended by CR", "5\r\nhello\rx0\r\n\r\n", 400),
    refused("data ended by LF CR", "5\r\nhello\n\r0\r\n\r\n", 400),
    refused("data ended by two CRs", "5\r\nhello\r\r\n0\r\n\r\n", 400),
  ]

  private static let trailers: [WireCase] = [
    read("trailers", "5\r\nhello\r\n0\r\nX: a\r\nY:\r\n\r\n", "hello"),
    WireCase(
      "trailers that would change the framing",
      head + "5\r\nhello\r\n0\r\nContent-Length: 99\r\nTransfer-Encoding: gzip\r\nHost: b\r\nConnection: close\r\n\r\n"
        + "GET /2 HTTP/1.1\r\nHost: a\r\n\r\n", requests: ["POST / hello", "GET /2"]),
    read(
      "trailers that repeat what must be single", "5\r\nhello\r\n0\r\nHost: a\r\nHost: a\r\nExpect: tea\r\n\r\n",
      "hello"),
  ]

  private static let badTrailers: [WireCase] = [
    refused("trailer ended by LF", "0\r\nX: a\n\r\n", 400),
    refused("end by LF", "0\r\n\n", 400),
    refused("trailer without colon", "0\r\nX\r\n\r\n", 400),
    refused("trailer without a name", "0\r\n: a\r\n\r\n", 400),
    refused("space before a trailer's colon", "0\r\nX : a\r\n\r\n", 400),
    refused("space before a trailer", "0\r\n X: a\r\n\r\n", 400),
    refused("folded trailer", "0\r\nX: a\r\n b\r\n\r\n", 400),
    refused("control in a trailer", "0\r\nX: \u{1}\r\n\r\n", 400),
    refused("trailer ended by CR, and no LF behind it", "0\r\nX: a\rY: b\r\r", 400),
    refused("CR in a trailer", "0\r\nX: a\rb\r\n\r\n", 400),
    refused("a request for a trailer", "0\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n", 400),
  ]

  private static let limits: [WireCase] = [
    read("as much as allowed", "3e8\r\n\(ks(1_000))\r\n0\r\n\r\n", ks(1_000)),
    refused("greatest size", "7fffffffffffffff\r\n", 413),
    refused("chunk too great", "3e9\r\n", 413),
    refused("chunks too great together", "3e8\r\n\(ks(1_000))\r\n1\r\n", 413),
    refused("endless extension", "5;" + String(repeating: "a", count: 17_000), 413),
    refused("endless size", String(repeating: "0", count: 17_000), 413),
    refused("endless trailer", "0\r\nX: " + String(repeating: "a", count: 17_000), 413),
    refused("endless trailers", "0\r\n" + String(repeating: "X: a\r\n", count: 3_000), 413),
  ]
}
