import ArgumentParser
import Foundation
import HeedService
import Storage

struct CompactCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compact",
    abstract: "Write the database anew, without traces of what was erased.",
    discussion: """
      What a service erases is overwritten at once. Copies of it may stay in unused parts of the file where rows were \
      moved about while they were stored; this takes them out too, and gives back the room of what was deleted. The \
      service must not run meanwhile. It takes as long as copying the file and needs as much room again.
      """)

  @Option(help: "The folder of what is stored. Default: the configuration's.")
  var data: String?

  @OptionGroup var options: ConfigurationOptions

  func run() throws {
    try Terminal.explaining {
      var configuration = try options.load()
      if let data { configuration.name(data: data) }
      guard let folder = configuration.data else {
        Terminal.complain("heed: the configuration has no folder of data; name one with --data")
        throw ExitCode.failure
      }
      let before = Self.size(folder)
      let store = try SQLiteStore(folder: folder)
      defer { store.close() }
      try store.compact()
      Terminal.complain("heed: \(folder): \(Self.text(before)) before, \(Self.text(Self.size(folder))) now")
    }
  }

  /// The bytes of the files in a folder.
  private static func size(_ folder: String) -> Int {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.reduce(0) { sum, name in
      let attributes = try? FileManager.default.attributesOfItem(atPath: folder + "/" + name)
      return sum + ((attributes?[.size] as? Int) ?? 0)
    }
  }

  private static func text(_ bytes: Int) -> String { String(format: "%.1f MB", Double(bytes) / 1e6) }
}
