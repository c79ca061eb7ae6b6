import Foundation

/// Who may call, and how often: `access` in `heed.yaml`.
public struct AccessConfiguration: Sendable, Equatable {
  /// The file of API keys; nil: requests need none. In `heed.yaml` it is relative to that file.
  public var keys: String?
  /// How many requests may be made with each key that has no rate of its own, or, without keys, from each address.
  public var rate = RateSettings()
  /// How many keys that are not good each address may send before it is answered 429 rather than 401.
  public var badKeys = RateSettings(requestsPerSecond: 1, burst: 100)

  mutating func read(_ fields: inout YAMLFields) {
    var name = keys ?? Self.none
    fields.string("keys", into: &name)
    self.name(keys: name)
    fields.fields("rate") { rate.read(&$0) }
    fields.fields("bad_keys") { badKeys.read(&$0) }
  }

  /// Takes the name of the file of keys as it is written: `none` for none.
  public mutating func name(keys name: String) {
    keys = name == Self.none ? nil : name
  }

  /// All values that are out of range.
  func problems() -> [FileProblem] {
    var problems = [("access.rate", rate), ("access.bad_keys", badKeys)].flatMap { place, rate in
      rate.problems.map {
        FileProblem(line: nil, field: "\(place).\($0.field)", found: $0.found, expected: $0.expected)
      }
    }
    // Somebody took HEED_KEYS for the place of the key itself: that must not come back in a message.
    if let keys, keys.contains("heed_"), APIKey.redacting(keys) != keys {
      problems.append(
        FileProblem(line: nil, field: "access.keys", found: "an API key", expected: "the path of a file of keys"))
    }
    return problems
  }

  private static let none = "none"
}
