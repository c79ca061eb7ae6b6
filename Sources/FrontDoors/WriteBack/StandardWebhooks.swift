import COpenSSL
public import HTTPClient

/// Signs webhooks as the specification Standard Webhooks has it (https://www.standardwebhooks.com): the receiver checks
/// who sent a request, that nothing in it was changed, that it is not an old one sent again, and whether it has had it.
public enum StandardWebhooks {
  /// What ``isSecret(_:)`` asks for, in words.
  public static let secretRule = "16 bytes or more, or whsec_ and as many in base64: openssl rand -base64 32 makes one"

  /// Whether a secret can be signed with: long enough not to be guessed, and base64 where it says so.
  public static func isSecret(_ secret: Secret) -> Bool {
    let key = key(secret)
    return key.count >= 16 && !key.starts(with: Array("whsec_".utf8))
  }

  /// The key that a secret stands for: what follows `whsec_` in base64, or else the secret's bytes as they are.
  static func key(_ secret: Secret) -> [UInt8] {
    let prefix = Array("whsec_".utf8)
    guard secret.bytes.starts(with: prefix) else { return secret.bytes }
    let rest = String(decoding: secret.bytes.dropFirst(prefix.count), as: UTF8.self)
    return Encoding.bytes(base64: rest) ?? secret.bytes
  }

  /// The value of `webhook-signature`: `v1,` and HMAC-SHA256 of `{id}.{timestamp}.{body}` in base64.
  ///
  /// - Parameter timestamp: when the request is sent, in whole seconds since 1970.
  public static func signature(id: String, timestamp: Int, body: [UInt8], secret: Secret) -> String {
    let key = key(secret)
    let signed = Array("\(id).\(timestamp).".utf8) + body
    var code = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    HMAC(EVP_sha256(), key, Int32(key.count), signed, signed.count, &code, nil)
    return "v1," + Encoding.base64(code)
  }

  /// The fields of a signed request.
  public static func fields(id: String, timestamp: Int, body: [UInt8], secret: Secret) -> [OutgoingRequest.Field] {
    [
      .init("webhook-id", id), .init("webhook-timestamp", String(timestamp)),
      .init("webhook-signature", signature(id: id, timestamp: timestamp, body: body, secret: secret)),
    ]
  }
}
