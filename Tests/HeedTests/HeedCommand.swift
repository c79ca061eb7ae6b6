import Foundation
import TestSupport

/// The built `heed`, run as a person runs it: from the repository's root.
struct HeedCommand {
  struct Result {
    let status: Int32
    let output: String
    let errors: String
  }

  /// Runs `heed` with these arguments to its end.
  static func run(_ arguments: [String], input: String = "", environment: [String: String] = [:]) throws -> Result {
    let process = process(arguments, environment)
    let folder = try TemporaryFolder()
    let pipes = (input: Pipe(), output: try folder.file("output"), errors: try folder.file("errors"))
    process.standardInput = pipes.input
    process.standardOutput = pipes.output
    process.standardError = pipes.errors
    try process.run()
    pipes.input.fileHandleForWriting.write(Data(input.utf8))
    try pipes.input.fileHandleForWriting.close()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: try folder.text("output"), errors: try folder.text("errors"))
  }

  static func process(_ arguments: [String], _ environment: [String: String] = [:]) -> Process {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = Repository.root
    process.environment = inherited.merging(environment) { $1 }
    return process
  }

  /// This process's environment without what would configure the service, which keeps no queue unless a test says where.
  static var inherited: [String: String] {
    ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("HEED_") }.merging(["HEED_DATA": "none"]) { $1 }
  }

  /// Beside the test bundle, which the build puts into the same folder.
  static var executable: URL {
    URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "heed")
  }
}

extension TemporaryFolder {
  /// An empty file to write to: unlike a pipe it never fills up.
  fileprivate func file(_ name: String) throws -> FileHandle {
    try FileHandle(forWritingTo: URL(filePath: write("", to: name)))
  }

  fileprivate func text(_ name: String) throws -> String {
    try String(contentsOfFile: path(name), encoding: .utf8)
  }
}
