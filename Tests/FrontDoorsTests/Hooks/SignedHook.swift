import FrontDoors

/// A webhook with its signature, which Python's `hmac` made, or which a documentation has as its example:
///
///     hmac.new(b"chatwoot-secret", b"1795330800." + body, "sha256").hexdigest()
///     base64.b64encode(hmac.new(b"twilio-token", (url + "".join(k + v for k, v in sorted(form.items()))).encode(),
///       "sha1").digest())
struct SignedHook: Sendable, CustomStringConvertible {
  var name: String
  var system: HookSystem
  var secret: String
  var url = "https://heed.example.com/hooks/test"
  var contentType: String? = "application/json"
  var fields: [String: String]
  var body: String
  /// When it was signed, in seconds since 1970; nil where that is not signed.
  var signedAt: Double?

  var description: String { name }

  var signature: HookSignature { HookSignature(system, secret: Array(secret.utf8)) }

  /// Its time, or any.
  var now: Double { signedAt ?? 1_795_330_800 }

  var request: HookRequest {
    HookRequest(url: url, contentType: contentType, body: Array(body.utf8)) { [fields] name in
      fields.first { $0.key.lowercased() == name.lowercased() }?.value
    }
  }

  /// The names of its fields that the check cannot do without.
  var neededFields: [String] { fields.keys.sorted() }

  /// Why it is refused; nil where it is believed.
  func refusal(now: Double? = nil) -> HookRefusal? {
    do {
      try signature.check(request, now: now ?? self.now)
      return nil
    } catch {
      return error
    }
  }

  func changed(_ change: (inout SignedHook) -> Void) -> SignedHook {
    var hook = self
    change(&hook)
    return hook
  }
}

extension SignedHook {
  static let all = [
    chatwoot, zammad, zendesk, twilio, twilioJSON, twilioExample, requestTracker, standard, standardExample, gitHub,
  ]

  static let chatwoot = SignedHook(
    name: "Chatwoot", system: .chatwoot, secret: "chatwoot-secret",
    fields: [
      "X-Chatwoot-Signature": "sha256=4cf88e033b198f5234f68b451160e2d845011d0bee7f3196d8ec73652871e8fe",
      "X-Chatwoot-Timestamp": "1795330800",
    ],
    body: #"{"event":"conversation_created","id":207}"#, signedAt: 1_795_330_800)

  static let zammad = SignedHook(
    name: "Zammad", system: .zammad, secret: "zammad-secret",
    fields: ["X-Hub-Signature": "sha1=2c6de687f5060775f95257c6007e0d236cc4d4d6"],
    body: #"{"ticket":{"id":81,"title":"Café"}}"#)

  /// Secret, time and body of an example in Zendesk's documentation, signed by the formula there.
  static let zendesk = SignedHook(
    name: "Zendesk", system: .zendesk, secret: "HRkRd4BeOAoUkfZr-mhauJT64rvBASlJRoIyPsd3zeA=",
    fields: [
      "X-Zendesk-Webhook-Signature": "Rry/4TtIdFyawtXXp8QdI6tlAUUQ/5kL1OTp5qo/ZIk=",
      "X-Zendesk-Webhook-Signature-Timestamp": "2021-07-25T10:00:00Z",
    ],
    body: #"{"say": "hello"}"#, signedAt: 1_627_207_200)

  static let twilio = SignedHook(
    name: "Twilio's TaskRouter", system: .twilio, secret: "twilio-token",
    url: "https://heed.example.com/hooks/twilio", contentType: "application/x-www-form-urlencoded; charset=utf-8",
    fields: ["X-Twilio-Signature": "4dquIdcL6xA9tUBSrWs5S67diPE="],
    body: "EventType=task.created&TaskSid=WT0123&TaskAttributes="
      + "%7B%22from%22%3A%22%2B49+30+1%22%2C%22name%22%3A%22J%C3%B6rg+%26+Co%22%7D&Timestamp=1795330800&TaskAge=0",
    signedAt: 1_795_330_800)

  static let twilioJSON = SignedHook(
    name: "Twilio with JSON", system: .twilio, secret: "twilio-token",
    url: "https://heed.example.com/hooks/twilio"
      + "?bodySHA256=0e0d5f4b0516417000f2144a82b78b6341aa819fac8fe8a88239698cf802e043",
    fields: ["X-Twilio-Signature": "kLR8nvVogwg5j2o4Llvgidc+Nd8="],
    body: #"{"EventType":"task.created"}"#)

  /// The example of twilio.com/docs/usage/security.
  static let twilioExample = SignedHook(
    name: "Twilio's example", system: .twilio, secret: "12345",
    url: "https://mycompany.com/myapp.php?foo=1&bar=2", contentType: "application/x-www-form-urlencoded",
    fields: ["X-Twilio-Signature": "RSOYDt4T1cUTdK1PDd93/VVr8B8="],
    body: "CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212")

  static let requestTracker = SignedHook(
    name: "Request Tracker", system: .requestTracker, secret: "rt-secret",
    fields: [
      "webhook-id": "msg_1", "webhook-timestamp": "1795330800",
      "webhook-signature": "v1,7bUHtsn4ehuZLOAPFNyehxVe2LjNHgv0PHIcri/MGgE=",
    ],
    body: #"{"ticket_id":20,"subject":"Down"}"#, signedAt: 1_795_330_800)

  static let standard = SignedHook(
    name: "Standard Webhooks with several signatures", system: .generic,
    secret: "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3",
    fields: [
      "webhook-id": "msg_1", "webhook-timestamp": "1795330800",
      "webhook-signature":
        "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg== "
        + "v1,7bUHtsn4ehuZLOAPFNyehxVe2LjNHgv0PHIcri/MGgE= v1,YDD7VQaSU4/35XQ5i+hQTEC94TcMsJksnXHNRnXFjdQ=",
    ],
    body: #"{"ticket_id":20,"subject":"Down"}"#, signedAt: 1_795_330_800)

  /// The example of the Standard Webhooks' libraries.
  static let standardExample = SignedHook(
    name: "Standard Webhooks' example", system: .generic, secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    fields: [
      "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek", "webhook-timestamp": "1614265330",
      "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    ],
    body: #"{"test": 2432232314}"#, signedAt: 1_614_265_330)

  /// The example of docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries.
  static let gitHub = SignedHook(
    name: "GitHub's example", system: .generic, secret: "It's a Secret to Everybody",
    fields: [
      "X-Hub-Signature-256": "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
    ],
    body: "Hello, World!")
}
