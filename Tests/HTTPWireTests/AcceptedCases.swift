extension WireCase {
  private static func get(_ name: String, _ target: String, _ request: String) -> WireCase {
    WireCase(name, "GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n", requests: ["GET \(request)"])
  }

  private static func host(_ name: String, _ value: String) -> WireCase {
    WireCase(name, "GET / HTTP/1.1\r\nHost: \(value)\r\n\r\n", requests: ["GET /"])
  }

  private static func post(_ name: String, _ rest: String, _ body: String) -> WireCase {
    WireCase(name, "POST / HTTP/1.1\r\nHost: a\r\n\(rest)", requests: ["POST / \(body)"])
  }

  static let accepted: [WireCase] = targets + hosts + fields + framed + pipelined

  private static let targets: [WireCase] = [
    get("root", "/", "/"),
    get("path and query", "/a/b?c=d&e", "/a/b?c=d&e"),
    get("empty query", "/a?", "/a?"),
    get("two question marks", "/a?b?c", "/a?b?c"),
    get("percent-encoding stays raw", "/a%2Fb?%41", "/a%2Fb?%41"),
    get("absolute-form", "http://b:80/x?y", "/x?y"),
    get("absolute-form without path", "HTTP://b", "/"),
    get("absolute-form with query alone", "https://b?q", "/?q"),
    get(
      "target of 8,192 bytes", "/\(String(repeating: "a", count: 8_191))", "/\(String(repeating: "a", count: 8_191))"),
    WireCase("OPTIONS *", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", requests: ["OPTIONS "]),
    WireCase("HTTP/1.0 without Host", "GET / HTTP/1.0\r\n\r\n", requests: ["GET /", "shut down"]),
    WireCase("later minor version", "GET / HTTP/1.9\r\nHost: a\r\n\r\n", requests: ["GET /"]),
    WireCase("one empty line first", "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", requests: ["GET /"]),
    WireCase("DELETE without length", "DELETE /a HTTP/1.1\r\nHost: a\r\n\r\n", requests: ["DELETE /a"]),
    WireCase("HEAD", "HEAD /a HTTP/1.1\r\nHost: a\r\n\r\n", requests: ["HEAD /a"]),
  ]

  private static let hosts: [WireCase] = [
    host("host and port", "example.org:8080"), host("empty port", "a:"), host("IPv4", "127.0.0.1:1"),
    host("IPv6", "[::1]:65535"), host("underscore", "a_b"), host("encoded", "a%20b"), host("in spaces", " \t a \t "),
  ]

  private static let fields: [WireCase] = [
    WireCase("empty value", "GET / HTTP/1.1\r\nHost: a\r\nX:\r\n\r\n", requests: ["GET /"]),
    WireCase("tab in a value", "GET / HTTP/1.1\r\nHost: a\r\nX: abcdefg\thijklmnop\r\n\r\n", requests: ["GET /"]),
    WireCase("non-ASCII value", "GET / HTTP/1.1\r\nHost: a\r\nX: \u{E9}\u{20AC}uro\r\n\r\n", requests: ["GET /"]),
    WireCase("all tchars", "GET / HTTP/1.1\r\nHost: a\r\n!#$%&'*+-.^_`|~9aZ: x\r\n\r\n", requests: ["GET /"]),
    WireCase(
      "64 fields",
      "GET / HTTP/1.1\r\nHost: a\r\n\((1..<64).map { "X-\($0): a\r\n" }.joined())\r\n", requests: ["GET /"]),
    WireCase(
      "repeated other fields", "GET / HTTP/1.1\r\nHost: a\r\nX: a\r\nX: b\r\n\r\n", requests: ["GET /"]),
    WireCase(
      "close, by list and case", "GET / HTTP/1.1\r\nHost: a\r\nConnection: x, ClOsE\r\n\r\n",
      requests: ["GET /", "shut down"]),
    WireCase(
      "1.0 kept alive", "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\nGET /b HTTP/1.0\r\n\r\n",
      requests: ["GET /", "GET /b", "shut down"]),
  ]

  private static let framed: [WireCase] = [
    post("length", "Content-Length: 5\r\n\r\nhello", "hello"),
    post("length with zeros", "Content-Length: 0000000000000000000000005\r\n\r\nhello", "hello"),
    post("expectation", "Content-Length: 5\r\nExpect: 100-Continue\r\n\r\nhello", "hello"),
    WireCase("length 0", "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", requests: ["PUT /"]),
    WireCase(
      "GET with a body", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi", requests: ["GET / hi"]),
    post("one chunk", "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "hello"),
    post("three chunks", "Transfer-Encoding: CHUNKED\r\n\r\n1\r\nh\r\n02\r\nel\r\n2\r\nlo\r\n000\r\n\r\n", "hello"),
    post(
      "hexadecimal sizes", "Transfer-Encoding: chunked\r\n\r\na\r\n0123456789\r\nA\r\n0123456789\r\n0\r\n\r\n",
      "01234567890123456789"),
    post("extensions", "Transfer-Encoding: chunked\r\n\r\n5;a=b;c=\"d\"\r\nhello\r\n0 ; x\r\n\r\n", "hello"),
    post("trailers", "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX: a\r\nHost: b\r\n\r\n", "hello"),
    post("CRLF as data", "Transfer-Encoding: chunked\r\n\r\n4\r\n\r\n\r\n\r\n0\r\n\r\n", "\r\n\r\n"),
    WireCase(
      "no chunks", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", requests: ["POST /"]),
  ]

  private static let pipelined: [WireCase] = [
    WireCase(
      "three requests",
      "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhiGET /3 HTTP/1.1\r\nHost: a\r\n\r\n",
      requests: ["GET /1", "POST /2 hi", "GET /3"]),
    WireCase(
      "chunked, an empty line, another",
      "POST /1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n",
      requests: ["POST /1 hi", "GET /2"]),
    WireCase(
      "a good one, then a bad one", "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost : a\r\n\r\n",
      requests: ["GET /1"], status: 400),
    WireCase(
      "nothing after a close",
      "GET /1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n",
      requests: ["GET /1", "shut down"]),
  ]
}
