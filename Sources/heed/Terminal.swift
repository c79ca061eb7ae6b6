import ArgumentParser
import Foundation
import HeedService

/// What commands share in talking to a person.
enum Terminal {
  /// Writes to standard output.
  static func write(_ text: String) {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch {
      complain("heed: standard output takes no more")
      exit(1)
    }
  }

  /// Writes a line to standard error.
  static func complain(_ line: String) {
    // Where nobody can be told, nobody is.
    try? FileHandle.standardError.write(contentsOf: Data("\(line)\n".utf8))
  }

  /// Whether a person looks at standard error.
  static var isWatched: Bool { isatty(STDERR_FILENO) == 1 }

  /// Runs `body`, and ends with exit code 1 and the error's own words where it throws.
  static func explaining<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as ExitCode {
      throw error
    } catch {
      complain("heed: \(error)")
      throw ExitCode.failure
    }
  }

  /// The content of a file, or of standard input for `-`.
  static func read(_ path: String) throws -> [UInt8] {
    do {
      if path == "-" { return [UInt8](try FileHandle.standardInput.readToEnd() ?? Data()) }
      return [UInt8](try Data(contentsOf: URL(filePath: path)))
    } catch {
      complain("heed: \(path) is \(FileReason.reading(path))")
      throw ExitCode.failure
    }
  }
}
