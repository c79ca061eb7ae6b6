import Foundation
import TestSupport
import Testing

/// A running `heed serve` on a port of its own, and what the kernel says of it.
final class ServiceProcess {
  let port: Int
  private let process: Process
  private let folder: TemporaryFolder

  /// - Parameters:
  ///   - arguments: further ones of `heed serve`.
  ///   - openFiles: most files it may open; nil: as many as this process.
  init(_ arguments: [String] = [], openFiles: Int? = nil) throws {
    folder = try TemporaryFolder()
    process = HeedCommand.process(["serve", "--port", "0"] + arguments)
    if let openFiles {
      let command = "ulimit -n \(openFiles) && exec \"$0\" \"$@\""
      let heed = HeedCommand.executable.path(percentEncoded: false)
      process.arguments = ["-c", command, heed] + (process.arguments ?? [])
      process.executableURL = URL(filePath: "/bin/sh")
    }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = try FileHandle(forWritingTo: URL(filePath: folder.write("", to: "log")))
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    port = try #require(line.firstMatch(of: #/http:\/\/127\.0\.0\.1:(\d+)/#).flatMap { Int($0.output.1) })
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
  }

  /// Has it stopped by SIGTERM.
  /// - Returns: its exit code.
  func stop() -> Int32 {
    process.terminate()
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// What it has logged.
  func log() throws -> String {
    try String(contentsOfFile: folder.path("log"), encoding: .utf8)
  }

  /// Processor time it has used.
  func cpuSeconds() throws -> Double {
    let fields = try figures("stat").split(separator: ")").last.map { $0.split(separator: " ") } ?? []
    // The 14th and 15th of proc_pid_stat(5), of which the second ends in the parenthesis.
    let ticks = fields[11...12].compactMap { Double($0) }.reduce(0, +)
    return ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  /// Memory of its own that it has in use: without files that are mapped.
  func residentBytes() throws -> Int {
    let line = try figures("status").split(separator: "\n").first { $0.hasPrefix("RssAnon:") }
    return 1_024 * (line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0)
  }

  private func figures(_ name: String) throws -> String {
    try String(contentsOfFile: "/proc/\(process.processIdentifier)/\(name)", encoding: .utf8)
  }
}
