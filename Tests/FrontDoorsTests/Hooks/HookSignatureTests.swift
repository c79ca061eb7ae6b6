import FrontDoors
import TestSupport
import Testing

@Suite("Signatures of webhooks")
struct HookSignatureTests {
  @Test("A right signature is believed, as long as it is young", arguments: SignedHook.all)
  func right(_ hook: SignedHook) {
    for offset in [0.0, 299, -299] {
      #expect(hook.refusal(now: hook.now + offset) == nil, "\(offset) s later")
    }
  }

  @Test("Another secret is refused, and the answer shows none", arguments: SignedHook.all)
  func wrongSecret(_ hook: SignedHook) {
    let other = hook.changed { $0.secret += "QUJD" }
    #expect(other.refusal()?.kind == .wrong)
    #expect(other.refusal()?.detail.contains(other.secret) == false)
    let empty = hook.changed { $0.secret = "" }
    #expect(empty.refusal()?.kind == .wrong)
  }

  @Test("The signature with another body is refused", arguments: SignedHook.all)
  func replayed(_ hook: SignedHook) {
    for body in ["x" + hook.body, hook.body + " ", String(hook.body.dropLast()), String(hook.body.dropFirst()), ""] {
      #expect(hook.changed { $0.body = body }.refusal()?.kind == .wrong, "\(body)")
    }
  }

  @Test("Without one of its fields it is refused", arguments: SignedHook.all)
  func missing(_ hook: SignedHook) {
    for name in hook.neededFields {
      #expect(hook.changed { $0.fields[name] = nil }.refusal()?.kind == .missing, "\(name)")
      #expect(hook.changed { $0.fields[name] = " " }.refusal()?.kind == .missing, "\(name)")
    }
  }

  @Test("Fields of another form are refused", arguments: SignedHook.all)
  func malformed(_ hook: SignedHook) {
    for name in hook.neededFields where name != "webhook-id" {
      for value in ["x", "sha256=", "sha1=zz", "v1,", "v1,QUJD", "QUJD", "-", "1e400", "v2,x", "é", "12:00"] {
        let kind = hook.changed { $0.fields[name] = value }.refusal()?.kind
        #expect(kind == .malformed, "\(name): \(value)")
      }
    }
  }

  @Test(
    "One of five minutes ago, or ahead of the clock, is refused",
    arguments: SignedHook.all.filter { $0.signedAt != nil })
  func stale(_ hook: SignedHook) {
    for offset in [301.0, -301, 1e9, -1e9] {
      #expect(hook.refusal(now: hook.now + offset)?.kind == .stale, "\(offset) s later")
    }
    let patient = HookSignature(hook.system, secret: Array(hook.secret.utf8), toleranceSeconds: 1000)
    #expect(throws: Never.self) { try patient.check(hook.request, now: hook.now + 999) }
  }

  @Test("A time that is not the signed one is refused", arguments: SignedHook.all.filter { $0.signedAt != nil })
  func otherTime(_ hook: SignedHook) {
    for name in hook.neededFields where name.lowercased().hasSuffix("timestamp") {
      let time = hook.system == .zendesk ? "2021-07-25T10:00:01Z" : "\(Int(hook.now) + 1)"
      #expect(hook.changed { $0.fields[name] = time }.refusal()?.kind == .wrong, "\(name)")
    }
  }

  @Test("Every bit of a signature counts", arguments: SignedHook.all)
  func bits(_ hook: SignedHook) throws {
    var random = SeededGenerator()
    let name = try #require(
      hook.neededFields.first { $0.lowercased().contains("signature") && !$0.hasSuffix("Timestamp") })
    for _ in 0..<200 {
      let changed = hook.changed { hook in
        var digits = Array(hook.fields[name]?.utf8 ?? "".utf8)
        // Not the last digit of Base64 before its padding, of whose bits some stand for nothing.
        let place = Int.random(in: digits.count - 20..<digits.count - 3, using: &random)
        digits[place] = digits[place] == UInt8(ascii: "a") ? UInt8(ascii: "b") : UInt8(ascii: "a")
        hook.fields[name] = String(decoding: digits, as: UTF8.self)
      }
      #expect(changed.refusal()?.kind == .wrong, "\(changed.fields[name] ?? "") \(random)")
    }
  }
}

@Suite("Signatures of one system")
struct HookSystemSignatureTests {
  @Test("Twilio: the usual port in the URL or not, and no other URL")
  func twilioPorts() {
    let withPort = SignedHook.twilio.changed {
      $0.fields["X-Twilio-Signature"] = "LAepl2hN6chHyzDRRppaTiJrEhc="
    }
    #expect(withPort.refusal() == nil)
    #expect(withPort.changed { $0.url = "https://heed.example.com:443/hooks/twilio" }.refusal() == nil)
    #expect(SignedHook.twilio.changed { $0.url = "https://heed.example.com:443/hooks/twilio" }.refusal() == nil)
    for url in [
      "http://heed.example.com/hooks/twilio", "https://heed.example.com:8443/hooks/twilio", "https://[::1]/", "",
    ] {
      let refusal = SignedHook.twilio.changed { $0.url = url }.refusal()
      #expect(refusal?.kind == .wrong && refusal?.detail.contains("public_url") == true, "\(url)")
    }
  }

  @Test("Twilio: a body that is neither a form nor signed by its hash is refused")
  func twilioUnsignedBody() {
    let hook = SignedHook.twilioJSON.changed { $0.url = "https://heed.example.com/hooks/twilio" }
    #expect(hook.refusal()?.kind == .missing)
    #expect(SignedHook.twilioJSON.changed { $0.url += "0" }.refusal()?.kind == .malformed)
  }

  @Test("Twilio: parameters in another order are the same")
  func twilioOrder() {
    let hook = SignedHook.twilioExample.changed {
      $0.body = $0.body.split(separator: "&").reversed().joined(separator: "&")
    }
    #expect(hook.refusal() == nil)
  }

  @Test("Hexadecimal digits of either case")
  func hexCase() {
    let hook = SignedHook.chatwoot.changed {
      $0.fields["X-Chatwoot-Signature"] = $0.fields["X-Chatwoot-Signature"]?.uppercased()
    }
    #expect(hook.refusal() == nil)
  }

  @Test("A form's signature is of Standard Webhooks where there are both")
  func both() {
    let hook = SignedHook.gitHub.changed { $0.fields["webhook-signature"] = "v1,QUJD" }
    #expect(hook.refusal()?.kind == .missing)
  }

  @Test("Secrets that cannot be used are told before anything is signed")
  func secrets() {
    #expect(HookSignature.problem(of: []) != nil)
    #expect(HookSignature.problem(of: Array("whsec_!".utf8)) != nil)
    #expect(HookSignature.problem(of: Array("whsec_".utf8)) != nil)
    #expect(HookSignature.problem(of: Array("whsec_QUJD".utf8)) == nil)
    #expect(HookSignature.problem(of: Array("any".utf8)) == nil)
    #expect(SignedHook.standard.changed { $0.secret = "whsec_!" }.refusal()?.kind == .wrong)
  }
}
