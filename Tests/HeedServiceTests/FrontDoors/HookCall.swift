import JSON
import Foundation
import TestSupport
import Testing

@testable import FrontDoors
@testable import HeedService

/// A request to a hook, byte for byte.
struct HookCall: Sendable {
  var path: String
  var fields: [(name: String, value: String)]
  var body: String

  /// The same without a field of the head.
  func without(_ name: String) -> HookCall {
    var call = self
    call.fields.removeAll { $0.name == name }
    return call
  }

  /// The same with another value of a field.
  func with(_ name: String, _ value: String) -> HookCall {
    var call = without(name)
    call.fields.append((name, value))
    return call
  }

  /// The same with another body, or to another path.
  func with(body: String? = nil, path: String? = nil) -> HookCall {
    var call = self
    call.body = body ?? call.body
    call.path = path ?? call.path
    return call
  }

  /// The names of the fields that the signature is in, or that are signed with the body.
  var signedFields: [String] {
    fields.map(\.name).filter { name in
      let name = name.lowercased()
      return name.contains("signature") || name.hasSuffix("timestamp") || name == "webhook-id"
    }
  }

  /// The same with the fields that its system signs it with, as the systems' documentation says: see docs/hooks.md.
  func signed(for system: HookSystem, secret: String, at time: Double) -> HookCall {
    var call = self
    let seconds = "\(Int(time))"
    func code(_ text: String, _ digest: HookDigest = .sha256) -> [UInt8] { Self.code(text, secret, digest) }
    func base64(_ code: [UInt8]) -> String { Data(code).base64EncodedString() }
    switch system {
    case .chatwoot:
      call.fields.append(("X-Chatwoot-Timestamp", seconds))
      call.fields.append(("X-Chatwoot-Signature", "sha256=" + Self.hex(code("\(seconds).\(body)"))))
    case .zammad:
      call.fields.append(("X-Hub-Signature", "sha1=" + Self.hex(code(body, .sha1))))
    case .zendesk:
      let text = RFC3339.string(Int(time)) ?? ""
      call.fields.append(("X-Zendesk-Webhook-Signature-Timestamp", text))
      call.fields.append(("X-Zendesk-Webhook-Signature", base64(code(text + body))))
    case .twilio:
      // Its names come once each, so that the sorted pairs are the sorted parameters.
      let pairs = body.split(separator: "&").map { $0.replacing("=", with: "").removingPercentEncoding ?? "" }
      call.fields.append(("X-Twilio-Signature", base64(code(Self.publicURL + path + pairs.sorted().joined(), .sha1))))
    case .requestTracker, .generic:
      let id = fields.first { $0.name == "webhook-id" }?.value ?? ""
      call.fields.append(("webhook-timestamp", seconds))
      call.fields.append(("webhook-signature", "v1," + base64(code("\(id).\(seconds).\(body)"))))
    }
    return call
  }

  /// The HMAC of a text.
  static func code(_ text: String, _ secret: String, _ digest: HookDigest = .sha256) -> [UInt8] {
    digest.code(of: Array(text.utf8), key: Array(secret.utf8)) ?? []
  }

  static func hex(_ code: [UInt8]) -> String { code.map { String(format: "%02x", $0) }.joined() }

  /// Where Twilio believes that the service is.
  static let publicURL = "https://heed.example.com"
}

extension QueueService {
  /// A service whose hooks all have a secret, ``Webhook/secret``, and whose signatures age as its time passes.
  static func hooked(_ change: @escaping (inout ServiceConfiguration) -> Void = { _ in }) throws -> QueueService {
    let folder = try TemporaryFolder()
    let secret = SecretSource.file(try folder.write(Webhook.secret + "\n", to: "secret"))
    let service = try QueueService(agesPass: true) { configuration in
      for name in configuration.hooks.keys {
        configuration.hooks[name]?.secret = secret
        configuration.hooks[name]?.publicURL = HookCall.publicURL
      }
      change(&configuration)
    }
    return withExtendedLifetime(folder) { service }
  }

  /// Sends a webhook.
  func answer(to call: HookCall, sourceLocation: SourceLocation = #_sourceLocation) throws -> Client.Answer {
    try #require(
      running.client.request("POST", call.path, fields: call.fields.map { ($0, $1) }, body: Array(call.body.utf8)),
      sourceLocation: sourceLocation)
  }

  /// Sends a webhook, and reads its answer; null where it has no body.
  @discardableResult
  func hook(
    _ call: HookCall, status: Int = 200, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> JSONTree {
    let answer = try answer(to: call, sourceLocation: sourceLocation)
    #expect(answer.status == status, "\(answer)", sourceLocation: sourceLocation)
    let operation = Contract.Operation(method: "POST", path: "/hooks/{hook}")
    let findings = Contract.shared.findings(answer, to: operation)
    #expect(findings.isEmpty, "\(findings) \(answer)", sourceLocation: sourceLocation)
    return answer.content.isEmpty ? .null : try JSONTree(json: answer.content)
  }

  /// Has a generic hook without a secret take a payload.
  @discardableResult
  func generic(
    _ body: String, delivery: String? = nil, hook name: String = "generic", status: Int = 200,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> JSONTree {
    var call = HookCall(path: "/hooks/\(name)", fields: [("Content-Type", "application/json")], body: body)
    if let delivery { call.fields.append(("webhook-id", delivery)) }
    return try hook(call, status: status, sourceLocation: sourceLocation)
  }
}
