import Foundation
import JSON

/// The file that API keys are kept in, by their hashes.
public struct KeysFile: Sendable {
  /// The path of the YAML file.
  public let path: String

  /// The most keys of a file: each request is compared with all of them.
  static let mostKeys = 256

  /// The file at `path`.
  public init(path: String) {
    self.path = path
  }

  /// Reads and checks the keys.
  ///
  /// - Throws: ``FileError`` with every mistake found, in which nothing is quoted that could be a key or a hash.
  public func load() throws(FileError) -> KeyRing {
    var stamps: [String: FileStamp?] = [:]
    return try load(stamping: &stamps)
  }

  func load(stamping stamps: inout [String: FileStamp?]) throws(FileError) -> KeyRing {
    stamps[path] = .some(FileStamp(path: path))
    let bytes: [UInt8]
    do {
      bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    } catch {
      // Somebody may have given the key itself in the place of its file.
      let shown = APIKey.redacting(path)
      let expected =
        FileReason.isForbidden(path)
        ? "one that Heed's user may: chgrp it to a group of that user, and chmod 640 \(shown)"
        : "a file of keys; heed key create --name NAME --scope score --file \(shown) makes one"
      let problem = FileProblem(line: nil, field: "", found: FileReason.reading(path), expected: expected)
      throw FileError(path: shown, problems: [problem])
    }
    var hash = ContentHash()
    hash.add(bytes)
    do {
      return KeyRing(try Self.read(String(decoding: bytes, as: UTF8.self), path: path), version: hash.version)
    } catch {
      throw FileError(path: path, problems: error.problems.map(Self.redacted))
    }
  }

  private static func redacted(_ problem: FileProblem) -> FileProblem {
    FileProblem(
      line: problem.line, field: APIKey.redacting(problem.field), found: APIKey.redacting(problem.found),
      expected: problem.expected)
  }

  private static func read(_ text: String, path: String) throws(FileError) -> [StoredKey] {
    var keys: [StoredKey] = []
    try YAMLReport.read(text, path: path) { fields, report in
      let read = fields.list("keys") { KeyReader.read(&$0) } ?? []
      keys = read.compactMap(\.self)
      if !fields.has("keys") {
        report.add("keys", found: "nothing", expected: "a list of keys, which may be empty: []")
      }
      if read.count > mostKeys { report.add("keys", found: "\(read.count) keys", expected: "at most \(mostKeys)") }
      for (index, key) in read.enumerated() {
        guard let key else { continue }
        let earlier = read[..<index].compactMap(\.self)
        func refuse(_ name: String) {
          let field = "keys[\(index)].\(name)"
          if !report.has(field) { report.add(field, found: "the \(name) of another key", expected: "one of its own") }
        }
        if earlier.contains(where: { $0.id == key.id }) { refuse("id") }
        if earlier.contains(where: { $0.name == key.name }) { refuse("name") }
        if earlier.contains(where: { $0.hash.equals(key.hash) }) { refuse("hash") }
      }
    }
    return keys
  }
}

/// Reads one key of a file.
private enum KeyReader {
  /// The key; nil with its mistakes reported.
  static func read(_ fields: inout YAMLFields) -> StoredKey? {
    var (id, name, hash, created, expires) = ("", "", "", "", "")
    var scopes: [String] = []
    var rate = RateSettings()
    fields.string("id", into: &id)
    fields.string("name", into: &name)
    fields.strings("scopes", into: &scopes)
    fields.string("hash", into: &hash)
    fields.string("created", into: &created)
    fields.string("expires", into: &expires)
    let hasRate = fields.has("rate")
    fields.fields("rate") { fields in
      rate.read(&fields)
      for problem in rate.problems { fields.wrong(problem.field, expected: problem.expected) }
    }
    if id.wholeMatch(of: #/[0-9a-f]{8}/#) == nil { fields.wrong("id", expected: "eight hexadecimal digits") }
    if !StoredKey.isName(name) { fields.wrong("name", expected: StoredKey.nameRule) }
    let known = scopes.compactMap(Scope.init(rawValue:))
    if known.isEmpty || known.count < scopes.count {
      let unknown = scopes.first { Scope(rawValue: $0) == nil }
      fields.wrong("scopes", found: unknown.map { "\"\($0.prefix(60))\"" }, expected: StoredKey.scopesRule)
    }
    let keyHash = KeyHash(hash)
    if keyHash == nil { fields.wrong("hash", expected: "sha256: and 64 hexadecimal digits") }
    let times = (created: StoredKey.time(created), expires: StoredKey.time(expires))
    if times.created == nil { fields.wrong("created", expected: StoredKey.timeRule) }
    if fields.has("expires"), times.expires == nil { fields.wrong("expires", expected: StoredKey.timeRule) }
    guard let keyHash, let created = times.created else { return nil }
    return StoredKey(
      id: id, name: name, scopes: ScopeSet(known), hash: keyHash, created: created, expires: times.expires,
      rate: hasRate ? rate : nil)
  }
}
