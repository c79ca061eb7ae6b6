import ArgumentParser
import Foundation
import HeedService

struct KeyList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Show the API keys as a table, without what is secret of them.")

  @OptionGroup var file: KeysFileOptions

  func run() throws {
    let keys = try file.keysFile()
    let report = try Terminal.explaining {
      KeysReport(try keys.load(), path: keys.path, now: Int(Date().timeIntervalSince1970))
    }
    Terminal.write(report.table)
  }
}
