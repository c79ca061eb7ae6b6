/// Why a file of keys is not changed, in words that say what to do.
public struct KeysError: Error, Equatable, Sendable, CustomStringConvertible {
  private enum Kind {
    case nameTaken, full, noSuchKey, notWritten
  }

  private let kind: Kind
  public let description: String

  static func nameTaken(_ name: String, in path: String) -> KeysError {
    KeysError(
      kind: .nameTaken,
      description: """
        there is a key called \(name); choose another name, or have heed key revoke \(name) --file \(path) take that \
        one out. \
        To change a key without a gap, make a second one, give it to the client, then revoke the first.
        """)
  }

  static func full(_ most: Int) -> KeysError {
    KeysError(kind: .full, description: "there are \(most) keys, and no more than that; revoke one that nobody uses")
  }

  static func noSuchKey(_ nameOrID: String, in path: String) -> KeysError {
    KeysError(
      kind: .noSuchKey,
      description: "no key has the name or the id \(nameOrID); heed key list --file \(path) shows those there are")
  }

  static func notWritten(_ path: String, _ reason: String) -> KeysError {
    KeysError(kind: .notWritten, description: "cannot write \(path): \(reason)")
  }
}
