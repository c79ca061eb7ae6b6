import Foundation
import JSON

/// A file of keys as a person reads it: `heed key list`, and a part of `heed check`.
public struct KeysReport {
  private let ring: KeyRing
  private let path: String
  private let now: Int

  /// Keys that expire within so many seconds are worth a word.
  private static let soon = 30 * 86400

  /// - Parameter now: seconds since 1970.
  public init(_ ring: KeyRing, path: String, now: Int) {
    self.ring = ring
    self.path = path
    self.now = now
  }

  /// The keys as a table.
  public var table: String {
    if ring.keys.isEmpty { return "no keys in \(path)\n" }
    var table = TextTable(["id", "name", "scopes", "created", "expires", "rate"], rightAligned: [])
    for key in ring.keys {
      table.add([
        key.id, key.name, key.scopes.scopes.map(\.rawValue).joined(separator: " "), Self.day(key.created),
        key.expires.map { Self.day($0) + (key.hasExpired(now: now) ? " (has expired)" : "") } ?? "never",
        Self.rate(key.rate),
      ])
    }
    return table.text
  }

  /// How many there are, which expire soon, and what else is worth mending.
  public var summary: String {
    let count = ring.keys.count
    var lines = ["keys \(path): good, \(count == 0 ? "but there are none: nobody is let in" : "\(count) in force")"]
    for key in ring.keys {
      guard let expires = key.expires, expires < now + Self.soon else { continue }
      lines.append(
        "  \(key.name) \(key.hasExpired(now: now) ? "expired" : "expires") on \(Self.day(expires)); make another one with "
          + "heed key create --file \(path), and revoke this one")
    }
    let mode = (try? FileManager.default.attributesOfItem(atPath: path))?[.posixPermissions] as? Int ?? 0
    if mode & 0o022 != 0 {
      lines.append("  others may write \(path), and so let themselves in: chmod go-w \(path)")
    }
    return lines.map { "\($0)\n" }.joined()
  }

  private static func day(_ time: Int) -> String { String((RFC3339.string(time) ?? "").prefix(10)) }

  private static func rate(_ settings: RateSettings?) -> String {
    guard let settings else { return "the configuration's" }
    guard let limit = settings.limit else { return "no limit" }
    return "\(String(format: "%g", settings.requestsPerSecond))/s, \(limit.burst) at once"
  }
}
