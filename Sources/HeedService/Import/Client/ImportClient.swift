import Foundation
import HTTPClient

/// Sends requests to a service: HTTP or HTTPS, one after the other.
final class ImportClient {
  struct Answer {
    var status = 0
    /// Seconds to wait before coming again.
    var retryAfter: Double?
    var body: [UInt8] = []
  }

  /// Where the service is, without what else the address that was given may say.
  let address: String
  private let key: String?
  // An answer names each row that was refused, and each field that nobody knows.
  private let client = HTTPClient(userAgent: "heed-import", connectSeconds: 30, mostBodyBytes: 1 << 26)
  /// A service whose disk is slow takes its time.
  private static let deadlineSeconds = 300.0

  /// - Parameters:
  ///   - address: where the service is: `https://heed.example.com`, `http://127.0.0.1:8080`.
  ///   - key: the API key to show.
  /// - Throws: ``ImportError`` where the address is none.
  init(address: String, key: String?) throws(ImportError) {
    guard let parts = URLComponents(string: address), let scheme = parts.scheme, ["http", "https"].contains(scheme),
      let host = parts.host?.trimmingCharacters(in: CharacterSet(charactersIn: "[]")), !host.isEmpty
    else { throw ImportError("--url takes an address such as https://heed.example.com, not \(address)") }
    let path = parts.percentEncodedPath
    self.address =
      "\(scheme)://\(host.contains(":") ? "[\(host)]" : host)" + (parts.port.map { ":\($0)" } ?? "")
      + (path.hasSuffix("/") ? String(path.dropLast()) : path)
    self.key = key
    if let key, !key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) { throw ImportError("--key takes an API key") }
  }

  /// Sends a body.
  func post(_ target: String, type: String, body: [UInt8]) throws(ImportError) -> Answer {
    var request = OutgoingRequest(
      method: "POST", url: address + target,
      fields: [.init("Content-Type", type), .init("Accept", "application/json")], body: body)
    if let key { request.fields.append(.init("Authorization", "Bearer \(key)")) }
    let reply: HTTPReply
    do {
      reply = try client.send(request, deadlineSeconds: Self.deadlineSeconds)
    } catch {
      throw ImportError(error.detail)
    }
    guard !reply.isCut else { throw ImportError("\(address) ended its answer halfway") }
    return Answer(
      status: reply.status, retryAfter: reply.field("Retry-After").flatMap { Double($0) }, body: reply.body)
  }
}
