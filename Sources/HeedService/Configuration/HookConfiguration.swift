import Foundation
public import FrontDoors

/// A hook that another system calls: an entry of `hooks` in `heed.yaml`.
public struct HookConfiguration: Sendable, Equatable {
  /// What its webhooks are answered with.
  public enum Action: String, CaseIterable, Sendable {
    /// Tickets join the line.
    case enqueue
    /// Tickets are scored, and nothing is kept.
    case score
  }

  /// Whose format it speaks.
  public var system: HookSystem
  /// Where the secret is kept that its webhooks are signed with; nil: they are not signed, and need an API key like other
  /// requests.
  public var secret: SecretSource?
  /// The mapping of its payload; nil: the one that comes with Heed. In `heed.yaml` it is relative to that file.
  public var mapping: String?
  public var action = Action.enqueue
  /// The address that the system calls, as far as the host: what Twilio signs. nil: as the request names it.
  public var publicURL: String?
  /// How old a signature may be, in seconds.
  public var toleranceSeconds = 300.0

  /// The hooks that are there without a word in the configuration, by name.
  public static var standard: [String: HookConfiguration] {
    Dictionary(uniqueKeysWithValues: HookSystem.allCases.map { ($0.rawValue, HookConfiguration(system: $0)) })
  }

  mutating func read(_ fields: inout YAMLFields) {
    fields.choice("system", into: &system)
    fields.secret("secret", into: &secret, mayBeNone: true)
    fields.optional("mapping", into: &mapping)
    fields.choice("action", into: &action)
    fields.optional("public_url", into: &publicURL)
    fields.number("tolerance_seconds", into: &toleranceSeconds)
    if let publicURL, !publicURL.hasPrefix("https://"), !publicURL.hasPrefix("http://") {
      fields.wrong("public_url", expected: "an address such as https://heed.example.com")
    }
    if !(1...86_400).contains(toleranceSeconds) {
      fields.wrong("tolerance_seconds", expected: "a number from 1 to 86400")
    }
  }

  /// With paths that are relative to `file` relative to the current folder.
  func resolved(from file: String) -> HookConfiguration {
    var resolved = self
    resolved.secret = secret?.resolved(from: file)
    resolved.mapping = mapping.map { URL(filePath: $0, relativeTo: URL(filePath: file)).path(percentEncoded: false) }
    return resolved
  }
}

extension YAMLFields {
  /// A text, or `none`.
  mutating func optional(_ key: String, into value: inout String?) {
    var text = value ?? "none"
    string(key, into: &text)
    value = text == "none" || text.isEmpty ? nil : text
  }
}
