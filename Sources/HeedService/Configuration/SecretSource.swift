import Foundation

/// Where a secret is kept: in the environment or in a file of its own. Never in the configuration itself, which is read
/// by more people, copied, and put under version control.
public enum SecretSource: Equatable, Sendable {
  /// The value of an environment variable.
  case environment(String)
  /// What a file holds, but for white space around it: a token with the line feed that editors end it with.
  case file(String)

  /// Most bytes of a secret, so that a wrong path does not fill the memory.
  static let mostBytes = 16_384
  /// What is expected where one is not well written.
  static let rule = "env:NAME or file:PATH, as secrets have no place in this file"

  /// Reads `env:NAME` or `file:PATH`; nil for anything else, which is not to be repeated: it may be the secret.
  public init?(_ text: String) {
    if text.hasPrefix("env:") {
      let name = text.dropFirst(4)
      guard name.wholeMatch(of: #/[A-Za-z_][A-Za-z0-9_]*/#) != nil else { return nil }
      self = .environment(String(name))
    } else if text.hasPrefix("file:") {
      let path = text.dropFirst(5)
      guard !path.isEmpty, !path.utf8.contains(0) else { return nil }
      self = .file(String(path))
    } else {
      return nil
    }
  }

  /// With a path that is relative to the folder of `file`, a configuration, made relative to the current folder.
  public func resolved(from file: String) -> SecretSource {
    guard case .file(let path) = self else { return self }
    return .file(URL(filePath: path, relativeTo: URL(filePath: file)).path(percentEncoded: false))
  }

  /// Reads the secret: 1…16,384 bytes, without white space at its ends.
  ///
  /// - Parameter field: the field of the configuration that asks for it, for messages.
  /// - Throws: ``FileError`` where there is none. Nothing of a secret is in it.
  public func load(field: String = "") throws(FileError) -> [UInt8] {
    try load(field: field, environment: ProcessInfo.processInfo.environment)
  }

  func load(field: String = "", environment: [String: String]) throws(FileError) -> [UInt8] {
    let source: String
    var bytes: [UInt8]
    switch self {
    case .environment(let name):
      source = "environment"
      bytes = Array((environment[name] ?? "").utf8)
      if environment[name] == nil { throw Self.error(source, field, "no \(name)", "a secret in that variable") }
    case .file(let path):
      source = path
      bytes = try Self.read(path, field)
    }
    guard bytes.count <= Self.mostBytes else {
      throw Self.error(source, field, "\(bytes.count) bytes", "a secret of at most \(Self.mostBytes) bytes")
    }
    bytes = Self.trimmed(bytes)
    guard !bytes.isEmpty else { throw Self.error(source, field, "nothing but white space", "a secret") }
    return bytes
  }

  private static func read(_ path: String, _ field: String) throws(FileError) -> [UInt8] {
    do {
      let file = try FileHandle(forReadingFrom: URL(filePath: path))
      defer { try? file.close() }
      return [UInt8](try file.read(upToCount: mostBytes + 1) ?? Data())
    } catch {
      let expected =
        FileReason.isForbidden(path)
        ? "one that Heed's user may: chgrp it to a group of that user, and chmod 640 \(path)" : "a file with a secret"
      throw Self.error(path, field, FileReason.reading(path), expected)
    }
  }

  private static func trimmed(_ bytes: [UInt8]) -> [UInt8] {
    let isSpace: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
    guard let first = bytes.firstIndex(where: { !isSpace($0) }), let last = bytes.lastIndex(where: { !isSpace($0) })
    else { return [] }
    return Array(bytes[first...last])
  }

  private static func error(_ path: String, _ field: String, _ found: String, _ expected: String) -> FileError {
    FileError(path: path, problems: [FileProblem(line: nil, field: field, found: found, expected: expected)])
  }
}

extension YAMLFields {
  /// Where a secret is kept. What is written in its place is never repeated.
  ///
  /// - Parameter mayBeNone: whether `none` stands for no secret.
  mutating func secret(_ key: String, into source: inout SecretSource?, mayBeNone: Bool = false) {
    guard let shape = shape(key) else { return }
    var text = ""
    // Says itself that a list is no text.
    string(key, into: &text)
    guard shape == .scalar else { return }
    if mayBeNone, text == "none" {
      source = nil
    } else if let read = SecretSource(text) {
      source = read
    } else {
      wrong(key, found: text.isEmpty ? "nothing" : "something else", expected: SecretSource.rule)
    }
  }
}
