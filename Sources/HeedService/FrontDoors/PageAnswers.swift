import COpenSSL
import Foundation
import HTTPWire

/// The pages and the contract as answers, made once.
enum PageAnswers {
  static let board = page(.board)
  static let reference = page(.reference)
  static let contract = Answer(
    head: ResponseHead(.ok, contentType: MediaType.yaml), body: Page.contract.bytes)

  /// The contract in JSON, for programs that read no YAML.
  static let contractJSON = Answer(
    head: ResponseHead(.ok, contentType: MediaType.json), body: ContractJSON.bytes(of: Page.contract.bytes))

  /// A page may run and look as it was built, ask this service, and nothing else.
  private static func page(_ page: Page) -> Answer {
    let bytes = page.bytes
    let policy = [
      "default-src 'none'", "connect-src 'self'", "img-src 'self' data:", "base-uri 'none'", "form-action 'none'",
      "frame-ancestors 'none'", "script-src \(hashes(of: "script", in: bytes))",
      "style-src \(hashes(of: "style", in: bytes))",
    ].joined(separator: "; ")
    let fields = [
      ResponseField("Content-Security-Policy", policy), ResponseField("Cache-Control", "no-cache"),
      ResponseField("X-Content-Type-Options", "nosniff"), ResponseField("Referrer-Policy", "no-referrer"),
    ]
    return Answer(head: ResponseHead(.ok, contentType: MediaType.html, fields: fields), body: bytes)
  }

  /// The hashes of the contents of the elements of a name (CSP, 2.3.1).
  private static func hashes(of element: String, in page: [UInt8]) -> String {
    var (rest, hashes) = (page[...], [String]())
    while let start = rest.firstRange(of: Array("<\(element)>".utf8)),
      let end = rest[start.upperBound...].firstRange(of: Array("</\(element)>".utf8))
    {
      hashes.append("'sha256-\(hash(rest[start.upperBound..<end.lowerBound]))'")
      rest = rest[end.upperBound...]
    }
    return hashes.isEmpty ? "'none'" : hashes.joined(separator: " ")
  }

  private static func hash(_ bytes: ArraySlice<UInt8>) -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    EVP_Digest(Array(bytes), bytes.count, &digest, nil, EVP_sha256(), nil)
    return Data(digest).base64EncodedString()
  }
}
