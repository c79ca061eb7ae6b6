import COpenSSL
import Foundation
import Glibc

/// Sends requests to a service: HTTP or HTTPS, a connection each, one after the other.
///
/// Foundation's own client would do, but brings libcurl: another dozen libraries in the container, whose binary is linked
/// without Swift's, and loaded by `heed serve` as well. A request of HTTP/1.0 is all that is needed here, as its answer is
/// whatever comes until the connection ends.
final class ImportClient {
  struct Answer {
    var status = 0
    /// Seconds to wait before coming again.
    var retryAfter: Double?
    var body: [UInt8] = []
  }

  let address: String
  private let host: String
  private let port: String
  private let path: String
  private let isSecure: Bool
  private let key: String?
  private static let timeoutSeconds = 120

  /// - Parameters:
  ///   - address: where the service is: `https://heed.example.com`, `http://127.0.0.1:8080`.
  ///   - key: the API key to show.
  /// - Throws: ``ImportError`` where the address is none.
  init(address: String, key: String?) throws(ImportError) {
    guard let parts = URLComponents(string: address), parts.scheme == "http" || parts.scheme == "https",
      let host = parts.host, !host.isEmpty
    else { throw ImportError("--url takes an address such as https://heed.example.com, not \(address)") }
    isSecure = parts.scheme == "https"
    self.host = host.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
    port = String(parts.port ?? (isSecure ? 443 : 80))
    path = parts.path.hasSuffix("/") ? String(parts.path.dropLast()) : parts.path
    self.address = address
    self.key = key
    if let key, !key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) { throw ImportError("--key takes an API key") }
    signal(SIGPIPE, SIG_IGN)
  }

  /// Sends a body.
  func post(_ target: String, type: String, body: [UInt8]) throws(ImportError) -> Answer {
    let connection = try Connection(to: host, port: port, isSecure: isSecure, timeoutSeconds: Self.timeoutSeconds)
    let name = host.contains(":") ? "[\(host)]" : host
    var head = "POST \(path)\(target) HTTP/1.0\r\nHost: \(name):\(port)\r\nContent-Type: \(type)\r\n"
    head += "Content-Length: \(body.count)\r\nAccept: application/json\r\nUser-Agent: heed-import\r\n"
    if let key { head += "Authorization: Bearer \(key)\r\n" }
    head += "\r\n"
    // A service may answer before it has read all, and say why: so what it says counts first.
    let isSent = connection.send(Array(head.utf8) + body)
    let bytes = connection.receive()
    if bytes.isEmpty {
      throw ImportError("\(address) \(isSent ? "gives no answer" : "closed the connection: \(connection.failure)")")
    }
    return try read(bytes)
  }

  private func read(_ bytes: [UInt8]) throws(ImportError) -> Answer {
    let text = String(decoding: bytes.prefix(65_536), as: UTF8.self)
    guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)),
      let status = text.split(separator: " ", maxSplits: 2).dropFirst().first.flatMap({ Int($0) })
    else { throw ImportError("\(address) answers what is no HTTP") }
    var answer = Answer(status: status, body: Array(bytes[end.upperBound...]))
    for line in String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst()
    {
      let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
      guard parts.count == 2 else { continue }
      switch parts[0].lowercased() {
      case "retry-after": answer.retryAfter = Double(parts[1])
      case "content-length":
        guard Int(parts[1]).map({ $0 <= answer.body.count }) ?? true else {
          throw ImportError("\(address) ended its answer halfway")
        }
      default: break
      }
    }
    return answer
  }
}
