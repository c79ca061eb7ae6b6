import Foundation
public import Scoring

/// A policy file, and the population table beside it.
public struct PolicyFile: Sendable {
  /// The path of the YAML file.
  public let path: String

  /// The policy file at `path`.
  public init(path: String) {
    self.path = path
  }

  /// Reads and checks the policy and the population table that it names, as a whole.
  ///
  /// - Throws: ``FileError`` with every mistake found.
  public func load() throws(FileError) -> LoadedPolicy {
    var stamps: [String: FileStamp?] = [:]
    return try load(stamping: &stamps)
  }

  /// Loads, and notes the stamp of each file before it is read: also of those that turn out to be broken or missing.
  func load(stamping stamps: inout [String: FileStamp?]) throws(FileError) -> LoadedPolicy {
    stamps[path] = .some(FileStamp(path: path))
    let bytes = try Self.bytes(of: path)
    let settings = try PolicyReader.read(String(decoding: bytes, as: UTF8.self), path: path)
    var hash = ContentHash()
    hash.add(bytes)
    guard let name = settings.populationFile else {
      return LoadedPolicy(settings, values: nil, hash: hash)
    }
    let file = populationPath(name)
    stamps[file] = .some(FileStamp(path: file))
    let table = try Self.bytes(of: file)
    hash.add(table)
    return LoadedPolicy(settings, values: try PopulationFile.read(table, path: file), hash: hash)
  }

  /// Reads and checks the policy alone, without the population table that it names.
  ///
  /// - Throws: ``FileError`` with every mistake found.
  public func settings() throws(FileError) -> PolicySettings {
    try PolicyReader.read(String(decoding: try Self.bytes(of: path), as: UTF8.self), path: path)
  }

  /// A relative name is meant relative to the policy file.
  private func populationPath(_ name: String) -> String {
    URL(filePath: name, relativeTo: URL(filePath: path)).path(percentEncoded: false)
  }

  private static func bytes(of path: String) throws(FileError) -> [UInt8] {
    do {
      return [UInt8](try Data(contentsOf: URL(filePath: path)))
    } catch {
      let problem = FileProblem(
        line: nil, field: "", found: FileReason.reading(path),
        expected: "a file; name a policy with --policy or HEED_POLICY, and its population table in it")
      throw FileError(path: path, problems: [problem])
    }
  }
}
