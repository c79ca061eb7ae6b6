private import Glibc

/// Where a request goes: the parts of an `http://` or `https://` URL.
public struct HTTPAddress: Equatable, Sendable {
  public var isSecure: Bool
  /// A name or an address; one of IPv6 is without its brackets.
  public var host: String
  /// 1…65535.
  public var port: Int
  /// Path and query, from the slash on.
  public var target: String

  /// Reads a URL. Visible ASCII alone: what is not has to be percent-encoded. A fragment is left out.
  /// - Throws: `unsendable` where it is none, or has a user's name in it, which would be shown to whoever sees the URL.
  public init(_ url: String) throws(HTTPClientError) {
    guard url.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw Self.refusal("has a character in it that must be percent-encoded")
    }
    guard let scheme = url.firstRange(of: "://"), ["http", "https"].contains(url[..<scheme.lowerBound].lowercased())
    else { throw Self.refusal("does not begin with http:// or https://") }
    isSecure = url[..<scheme.lowerBound].lowercased() == "https"
    let rest = url[scheme.upperBound...].prefix { $0 != "#" }
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    guard !authority.contains("@") else { throw Self.refusal("has a name or a password in it: give them apart") }
    let target = rest[authority.endIndex...]
    self.target = target.hasPrefix("/") ? String(target) : "/" + target
    (host, port) = try Self.parts(authority, isSecure)
  }

  /// Scheme, host and port: what may be told of it to anybody.
  public var origin: String { "\(isSecure ? "https" : "http")://\(hostField)" }

  /// The host as in the field `Host`.
  var hostField: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return port == Self.defaultPort(isSecure) ? name : "\(name):\(port)"
  }

  /// Whether the host is an address, not a name.
  var isNumeric: Bool {
    var bytes = in6_addr()
    return inet_pton(AF_INET6, host, &bytes) == 1 || inet_pton(AF_INET, host, &bytes) == 1
  }

  private static func parts(_ authority: Substring, _ isSecure: Bool) throws(HTTPClientError) -> (String, Int) {
    var name = authority
    var rest = Substring()
    if authority.hasPrefix("[") {
      guard let end = authority.firstIndex(of: "]") else { throw refusal("has no host") }
      name = authority[..<end].dropFirst()
      rest = authority[end...].dropFirst()
      var bytes = in6_addr()
      guard inet_pton(AF_INET6, String(name), &bytes) == 1 else {
        throw refusal("has no address of IPv6 in its brackets")
      }
    } else {
      name = authority.prefix { $0 != ":" }
      rest = authority[name.endIndex...]
      guard !name.isEmpty, name.utf8.allSatisfy(isOfName) else { throw refusal("has no host") }
    }
    guard !rest.isEmpty, rest != ":" else { return (String(name), defaultPort(isSecure)) }
    guard rest.hasPrefix(":"), rest.dropFirst().utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let port = Int(rest.dropFirst()), (1...65_535).contains(port)
    else { throw refusal("has no port after its host") }
    return (String(name), port)
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
    default: false
    }
  }

  private static func defaultPort(_ isSecure: Bool) -> Int { isSecure ? 443 : 80 }

  private static func refusal(_ what: String) -> HTTPClientError { HTTPClientError(.unsendable, "the URL \(what)") }
}
