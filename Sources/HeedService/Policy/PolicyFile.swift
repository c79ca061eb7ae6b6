import Foundation
public import Scoring

/// A policy file, and the population table and the topics beside it.
public struct PolicyFile: Sendable {
  /// The path of the YAML file.
  public let path: String

  /// The policy file at `path`.
  public init(path: String) {
    self.path = path
  }

  /// Reads and checks the policy, and the population table and the topics that it names, as a whole.
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
    let table = try read(settings.populationFile, &hash, stamping: &stamps)
    let topics = try read(settings.topicsFile, &hash, stamping: &stamps)
    var values: PopulationTable?
    if let table { values = try PopulationFile.read(table.bytes, path: table.path) }
    var taxonomy: TopicTaxonomy?
    if let topics { taxonomy = try TopicsFile.read(topics.bytes, path: topics.path) }
    return LoadedPolicy(settings, values: values, taxonomy: taxonomy, hash: hash)
  }

  /// Reads a file that the policy names, if it names one, and adds its content to the policy's version.
  private func read(
    _ name: String?, _ hash: inout ContentHash, stamping stamps: inout [String: FileStamp?]
  ) throws(FileError) -> (path: String, bytes: [UInt8])? {
    guard let name else { return nil }
    let file = pathBeside(name)
    stamps[file] = .some(FileStamp(path: file))
    let bytes = try Self.bytes(of: file)
    hash.add(bytes)
    return (file, bytes)
  }

  /// Reads and checks the policy alone, without the files that it names.
  ///
  /// - Throws: ``FileError`` with every mistake found.
  public func settings() throws(FileError) -> PolicySettings {
    try PolicyReader.read(String(decoding: try Self.bytes(of: path), as: UTF8.self), path: path)
  }

  /// A relative name is meant relative to the policy file.
  private func pathBeside(_ name: String) -> String {
    URL(filePath: name, relativeTo: URL(filePath: path)).path(percentEncoded: false)
  }

  private static func bytes(of path: String) throws(FileError) -> [UInt8] {
    do {
      return [UInt8](try Data(contentsOf: URL(filePath: path)))
    } catch {
      let problem = FileProblem(
        line: nil, field: "", found: FileReason.reading(path),
        expected:
          "a file; name a policy with --policy or HEED_POLICY, and its population table and topics (or none) in it")
      throw FileError(path: path, problems: [problem])
    }
  }
}
