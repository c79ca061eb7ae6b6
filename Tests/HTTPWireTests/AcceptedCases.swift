extension WireCase {
  private static func get(_ name: String, _ target: String, _ request: String) -> WireCase {
    WireCase(name, "GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n", requests: ["GET \(request)"])
  }

  private static func host(_ name: String, _ value: String) -> WireCase {
    WireCase(name, "GET / HTTP/1.1\r\nHost: \(value)\r\n\r\n", requests: ["GET /"])
  }

  static let accepted: [WireCase] = targets + hosts + fields + pipelined

  private static let targets: [WireCase] = [
    get("root", "/", "/"),
    get("path and query", "/a/b?c=d&e", "/a/b?c=d&e"),
    get("empty query", "/a?", "/a?"),
    get("two question marks", "/a?b?c", "/a?b?c"),
    get("percent-encoding stays raw", "/a%2Fb?%41", "/a%2Fb?%41"),
    get("absolute-form", "http://b:80/x?y", "/x?y"),
    get("absolute-form without path", "HTTP://b", "/"),
    get("absolute-form with query alone", "https://b?q", "/?q"),
    get("absolute-form with an IPv6 address", "http://[::1]:80/x", "/x"),
    get("absolute-form with an empty port", "http://b:/x", "/x"),
    get("segments that go up", "/a/../b/./c//d", "/a/../b/./c//d"),
    get("characters that RFC 3986 would encode", "/a|b{c}\"", "/a|b{c}\""),
    get(
      "target of 8,192 bytes", "/\(String(repeating: "a", count: 8_191))", "/\(String(repeating: "a", count: 8_191))"),
    WireCase("OPTIONS *", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", requests: ["OPTIONS "]),
    WireCase("OPTIONS with absolute-form", "OPTIONS http://b HTTP/1.1\r\nHost: a\r\n\r\n", requests: ["OPTIONS "]),
    WireCase(
      "OPTIONS with a path", "OPTIONS http://b/x HTTP/1.1\r\nHost: a\r\n\r\n", requests: ["OPTIONS /x"]),
    WireCase(
      "OPTIONS with a query alone", "OPTIONS http://b?x HTTP/1.1\r\nHost: a\r\n\r\n", requests: ["OPTIONS /?x"]),
    WireCase("HTTP/1.0 without Host", "GET / HTTP/1.0\r\n\r\n", requests: ["GET /", "shut down"]),
    WireCase("later minor version", "GET / HTTP/1.9\r\nHost: a\r\n\r\n", requests: ["GET /"]),
    WireCase("one empty line first", "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", requests: ["GET /"]),
    WireCase("POST without length", "POST /a HTTP/1.1\r\nHost: a\r\n\r\n", requests: ["POST /a"]),
    WireCase("PUT without length", "PUT /a HTTP/1.1\r\nHost: a\r\n\r\n", requests: ["PUT /a"]),
    WireCase("PATCH without length", "PATCH /a HTTP/1.1\r\nHost: a\r\n\r\n", requests: ["PATCH /a"]),
    WireCase("DELETE without length", "DELETE /a HTTP/1.1\r\nHost: a\r\n\r\n", requests: ["DELETE /a"]),
    WireCase("HEAD", "HEAD /a HTTP/1.1\r\nHost: a\r\n\r\n", requests: ["HEAD /a"]),
  ]

  private static let hosts: [WireCase] = [
    host("host and port", "example.org:8080"), host("empty port", "a:"), host("IPv4", "127.0.0.1:1"),
    host("IPv6", "[::1]:65535"), host("IPv6 whole", "[2001:DB8:0:1:1:1:1:1]"), host("IPv4 in IPv6", "[::ffff:1.2.3.4]"),
    host("sub-delimiters", "!$&'()*+,;=~"), host("port with zeros", "a:000080"), host("underscore", "a_b"),
    host("encoded", "a%20b"), host("in spaces", " \t a \t "),
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
      "expectation twice", "GET / HTTP/1.1\r\nHost: a\r\nExpect: , 100-continue,100-CONTINUE\r\n\r\n",
      requests: ["GET /"]),
    WireCase(
      "no white space around values", "GET / HTTP/1.1\r\nHost:a\r\nX:b\r\n\r\n", requests: ["GET /"]),
    WireCase(
      "much white space around values", "GET / HTTP/1.1\r\nHost: \t \ta\t \t\r\nX: \t\r\n\r\n", requests: ["GET /"]),
    WireCase(
      "names in any case", "POST / HTTP/1.1\r\nhOsT: a\r\ncOnTeNt-LeNgTh: 2\r\n\r\nhi", requests: ["POST / hi"]),
    WireCase(
      "name almost Transfer-Encoding",
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer_Encoding: chunked\r\nContent-Length: 2\r\n\r\nhi",
      requests: ["POST / hi"]),
    WireCase(
      "upgrade passed over",
      "GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n",
      requests: ["GET /", "GET /2"]),
    WireCase(
      "16 KiB of fields",
      "GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "a", count: 16_384 - 9 - 5 - 2))\r\n\r\n",
      requests: ["GET /"]),
    WireCase(
      "repeated other fields", "GET / HTTP/1.1\r\nHost: a\r\nX: a\r\nX: b\r\n\r\n", requests: ["GET /"]),
    WireCase(
      "close, by list and case", "GET / HTTP/1.1\r\nHost: a\r\nConnection: x, ClOsE\r\n\r\n",
      requests: ["GET /", "shut down"]),
    WireCase(
      "1.0 kept alive", "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\nGET /b HTTP/1.0\r\n\r\n",
      requests: ["GET /", "GET /b", "shut down"]),
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
