extension HookSignature {
  /// Chatwoot signs the time in seconds since 1970, a point and the body.
  func checkChatwoot(_ request: HookRequest, _ now: Double) throws(HookRefusal) {
    let name = "X-Chatwoot-Signature"
    let code = try prefixed(try needed(name, of: request), name, .sha256)
    let timestamp = try needed("X-Chatwoot-Timestamp", of: request)
    let time = try unixTime(timestamp, "X-Chatwoot-Timestamp")
    try compare([code], to: Array("\(timestamp).".utf8) + request.body, .sha256)
    try checkAge(time, now)
  }

  /// Zammad, and GitHub in its newer field, sign the body alone. Nothing tells when that was, so that a copy is as good
  /// as the first one; what it asks for is done once all the same, where it has the same delivery id.
  func checkHub(_ request: HookRequest, _ name: String, _ digest: HookDigest) throws(HookRefusal) {
    let code = try prefixed(try needed(name, of: request), name, digest)
    try compare([code], to: request.body, digest)
  }

  /// Zendesk signs the time, as ISO 8601 writes it, and the body directly behind it.
  func checkZendesk(_ request: HookRequest, _ now: Double) throws(HookRefusal) {
    let name = "X-Zendesk-Webhook-Signature"
    let code = try base64(try needed(name, of: request), name, .sha256)
    let timestamp = try needed("X-Zendesk-Webhook-Signature-Timestamp", of: request)
    guard let time = HookText.time(timestamp) else {
      throw HookRefusal(.malformed, "X-Zendesk-Webhook-Signature-Timestamp is no time such as 2026-11-22T07:00:00Z")
    }
    try compare([code], to: Array(timestamp.utf8) + request.body, .sha256)
    try checkAge(time, now)
  }

  /// Standard Webhooks (standardwebhooks.com): id, time and body, each but the last followed by a point. There are
  /// several signatures while a secret is changed; one that is right will do.
  func checkStandard(_ request: HookRequest, _ now: Double) throws(HookRefusal) {
    let signatures = try needed("webhook-signature", of: request)
    let id = try needed("webhook-id", of: request)
    let timestamp = try needed("webhook-timestamp", of: request)
    let time = try unixTime(timestamp, "webhook-timestamp")
    // Those of other versions are for others: v1a is signed by a pair of keys.
    let codes = signatures.split(separator: " ").prefix(Self.mostSignatures).compactMap { signature in
      signature.hasPrefix("v1,") ? HookText.base64(signature.dropFirst(3)) : nil
    }
    .filter { $0.count == HookDigest.sha256.count }
    if codes.isEmpty {
      throw HookRefusal(.malformed, "webhook-signature has no signature such as v1, and 44 characters of Base64")
    }
    let message = Array("\(id).\(timestamp).".utf8) + request.body
    try compare(codes, to: message, .sha256, key: Self.standardKey(secret))
    try checkAge(time, now)
  }

  private static let mostSignatures = 16

  /// The code behind `sha256=`.
  private func prefixed(_ value: String, _ name: String, _ digest: HookDigest) throws(HookRefusal) -> [UInt8] {
    let prefix = digest == .sha1 ? "sha1=" : "sha256="
    guard value.lowercased().hasPrefix(prefix), let code = HookText.hex(value.dropFirst(prefix.count)),
      code.count == digest.count
    else {
      throw HookRefusal(.malformed, "\(name) is not \(prefix) and \(2 * digest.count) hexadecimal digits")
    }
    return code
  }

  func base64(_ value: String, _ name: String, _ digest: HookDigest) throws(HookRefusal) -> [UInt8] {
    guard let code = HookText.base64(value), code.count == digest.count else {
      throw HookRefusal(.malformed, "\(name) is not the Base64 of \(digest.count) bytes")
    }
    return code
  }

  private func unixTime(_ text: String, _ name: String) throws(HookRefusal) -> Double {
    guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), let seconds = Int(text) else {
      throw HookRefusal(.malformed, "\(name) is no time in whole seconds since 1970")
    }
    return Double(seconds)
  }
}
