/// Checks that a webhook was signed with the secret that its sender and Heed share, as each system signs.
///
/// | system | what is signed | how |
/// | --- | --- | --- |
/// | `chatwoot` | timestamp, a point, the body | `X-Chatwoot-Signature: sha256=` HMAC-SHA256 in hexadecimal |
/// | `zammad` | the body | `X-Hub-Signature: sha1=` HMAC-SHA1 in hexadecimal |
/// | `zendesk` | timestamp and body | `X-Zendesk-Webhook-Signature:` HMAC-SHA256 in Base64 |
/// | `twilio` | the URL and the form's parameters by name | `X-Twilio-Signature:` HMAC-SHA1 in Base64 |
/// | `request-tracker`, `generic` | id, timestamp, body, with points between | Standard Webhooks, `webhook-signature` |
/// | `generic`, too | the body | `X-Hub-Signature-256: sha256=` HMAC-SHA256 in hexadecimal |
public struct HookSignature: Sendable {
  let system: HookSystem
  let secret: [UInt8]
  let tolerance: Double

  /// - Parameters:
  ///   - secret: What the system shows as the webhook's secret, as its bytes: for Standard Webhooks `whsec_` and
  ///     Base64, or the key itself. One that ``problem(of:)`` does not accept refuses every request.
  ///   - toleranceSeconds: How old a signature may be, and how far ahead of the clock here, where its time is signed.
  public init(_ system: HookSystem, secret: [UInt8], toleranceSeconds: Double = 300) {
    self.system = system
    self.secret = secret
    tolerance = toleranceSeconds
  }

  /// Why a secret cannot be used; nil where it can.
  public static func problem(of secret: [UInt8]) -> String? {
    if secret.isEmpty { return "the secret is empty, and anybody could sign with that" }
    return standardKey(secret) == nil ? "what follows whsec_ in the secret is not Base64" : nil
  }

  /// Checks the signature of a request, and where its time is signed, that this is now.
  ///
  /// - Parameter now: Seconds since 1970.
  /// - Throws: ``HookRefusal`` where it is not to be believed.
  public func check(_ request: HookRequest, now: Double) throws(HookRefusal) {
    if Self.problem(of: secret) != nil { throw HookRefusal(.wrong, "the secret of this hook cannot be used") }
    switch system {
    case .chatwoot: try checkChatwoot(request, now)
    case .zammad: try checkHub(request, "X-Hub-Signature", .sha1)
    case .zendesk: try checkZendesk(request, now)
    case .twilio: try checkTwilio(request, now)
    case .requestTracker: try checkStandard(request, now)
    case .generic:
      // Either is as hard to make without the secret.
      if request.value("webhook-signature") == nil, request.value("X-Hub-Signature-256") != nil {
        try checkHub(request, "X-Hub-Signature-256", .sha256)
      } else {
        try checkStandard(request, now)
      }
    }
  }

  /// The key of Standard Webhooks: what Base64 behind `whsec_` stands for, or the secret itself.
  static func standardKey(_ secret: [UInt8]) -> [UInt8]? {
    let prefix = Array("whsec_".utf8)
    guard secret.starts(with: prefix) else { return secret }
    return HookText.base64(String(decoding: secret.dropFirst(prefix.count), as: UTF8.self))
  }

  /// - Throws: where the code that was sent is not that of the message.
  func compare(
    _ sent: [[UInt8]], to message: [UInt8], _ digest: HookDigest, key: [UInt8]? = nil
  ) throws(HookRefusal) {
    guard let code = digest.code(of: message, key: key ?? secret) else {
      throw HookRefusal(.wrong, "the signature could not be computed")
    }
    // All are compared, so that the time does not tell which of them was right.
    let matches = sent.count { HookDigest.areEqual($0, code) }
    if matches == 0 {
      throw HookRefusal(
        .wrong, "the signature does not match: the body was changed on its way, or was signed with another secret")
    }
  }

  /// - Throws: where a signature was made too long before now, or after it.
  func checkAge(_ time: Double, _ now: Double) throws(HookRefusal) {
    let age = now - time
    if age.magnitude <= tolerance { return }
    let seconds = Int(min(age.magnitude, 1e12).rounded())
    let allowed = Int(tolerance.rounded())
    throw HookRefusal(
      .stale,
      age > 0
        ? "the signature was made \(seconds) s ago, and at most \(allowed) s are accepted"
        : "the signature is dated \(seconds) s ahead of the clock here, and at most \(allowed) s are accepted")
  }

  /// A field that the signature needs.
  func needed(_ name: String, of request: HookRequest) throws(HookRefusal) -> String {
    guard let value = request.value(name) else { throw HookRefusal(.missing, "the field \(name) is missing") }
    return value
  }
}
