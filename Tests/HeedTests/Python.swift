import Foundation

/// Scripts in Python, which not every machine can run.
enum Python {
  static let isThere = (try? run("/usr/bin/env", ["python3", "--version"]).status) == 0

  /// Runs a program to its end, and returns what it said on either output.
  static func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    let output = Pipe()
    (process.standardOutput, process.standardError) = (output, output)
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }
}
