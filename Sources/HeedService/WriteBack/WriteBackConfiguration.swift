public import FrontDoors
import Foundation

/// The systems that are told of tickets: `write_back` in `heed.yaml`.
public struct WriteBackConfiguration: Sendable, Equatable {
  /// Them, with names of their own, in the order of the file.
  public var entries: [Entry] = []
  /// How many messages are sent to each of them at once at most.
  static let parallel = 4

  /// One of them.
  public struct Entry: Sendable, Equatable {
    /// All but the secret.
    public var target: WriteBackTarget
    /// Where its secret is kept.
    public var secret: SecretSource
  }

  public init() {}

  /// Takes `write_back` from among the fields of a configuration.
  mutating func read(_ fields: inout YAMLFields) {
    var names: Set<String> = []
    guard let read = fields.list("write_back", { WriteBackReader.read(&$0, &names) }) else { return }
    entries = read.compactMap(\.self)
  }

  /// Makes paths that are relative to `file` relative to the current folder.
  mutating func resolve(from file: String) {
    for index in entries.indices { entries[index].secret = entries[index].secret.resolved(from: file) }
  }

  /// The targets with their secrets.
  ///
  /// - Throws: ``FileError`` with all secrets that are missing or of no use, and nothing of what is in them.
  public func targets() throws(FileError) -> [WriteBackTarget] {
    var problems: [FileProblem] = []
    var targets: [WriteBackTarget] = []
    for (index, entry) in entries.enumerated() {
      var target = entry.target
      let isWebhook = target.system == .webhook
      let field = "write_back[\(index)].\(isWebhook ? "secret" : "token")"
      do {
        target.secret = Secret(try entry.secret.load(field: field))
      } catch {
        problems += error.problems.map {
          FileProblem(line: nil, field: $0.field, found: "\(error.path): \($0.found)", expected: $0.expected)
        }
        continue
      }
      if isWebhook ? StandardWebhooks.isSecret(target.secret) : target.secret.isToken {
        targets.append(target)
      } else {
        let expected = isWebhook ? StandardWebhooks.secretRule : "an API token, which has neither spaces nor umlauts"
        problems.append(FileProblem(line: nil, field: field, found: "something else", expected: expected))
      }
    }
    if !problems.isEmpty { throw FileError(path: "configuration", problems: problems) }
    return targets
  }
}
