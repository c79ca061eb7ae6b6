import Testing

@testable import HTTPClient

@Suite("Addresses of others")
struct HTTPAddressTests {
  @Test(
    "are read out of URLs",
    arguments: [
      ("http://example.org", false, "example.org", 80, "/", "http://example.org"),
      ("HTTPS://example.org/a/b?c=d#e", true, "example.org", 443, "/a/b?c=d", "https://example.org"),
      ("http://h:8080?x", false, "h", 8080, "/?x", "http://h:8080"),
      ("http://h:/", false, "h", 80, "/", "http://h"),
      ("https://h:443/@", true, "h", 443, "/@", "https://h"),
      ("http://h:443", false, "h", 443, "/", "http://h:443"),
      ("http://[::1]:9/x", false, "::1", 9, "/x", "http://[::1]:9"),
      ("http://[2001:db8::1]", false, "2001:db8::1", 80, "/", "http://[2001:db8::1]"),
      ("http://127.0.0.1#x/y", false, "127.0.0.1", 80, "/", "http://127.0.0.1"),
    ])
  func read(_ url: String, _ isSecure: Bool, _ host: String, _ port: Int, _ target: String, _ origin: String) throws {
    let address = try HTTPAddress(url)
    #expect(address.isSecure == isSecure && address.host == host && address.port == port)
    #expect(address.target == target && address.origin == origin)
    #expect(address.isNumeric == (host.contains(":") || host == "127.0.0.1"))
  }

  @Test(
    "are refused where they are none, without a word of them",
    arguments: [
      "", "secret", "ftp://secret/", "http:/secret", "http://", "http:///secret", "http://:80/secret",
      "http://secret@h/", "http://user:secret@h/", "http://h:secret/", "http://h:0/secret", "http://h:65536/secret",
      "http://h:+80/secret", "http://h:8 0/", "http://[::1/secret", "http://[secret]/", "http://[::1]secret/",
      "http://[::1%25eth0]/secret", "http://h/ secret", "http://sécret/", "http://h/sécret", "http://h\\secret/",
    ])
  func refused(_ url: String) {
    let error = clientError { _ = try HTTPAddress(url) }
    #expect(error?.kind == .unsendable)
    #expect(error?.detail.contains("secret") == false && error?.detail.isEmpty == false)
  }
}
