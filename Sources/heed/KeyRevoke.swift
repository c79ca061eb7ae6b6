import ArgumentParser
import HeedService

struct KeyRevoke: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke",
    abstract: "Take an API key out of the file, so that it is no longer good.",
    discussion: "A running service notices within policy_check_seconds, or at once on SIGHUP.")

  @Argument(help: "The key's name, or its id.")
  var key: String

  @OptionGroup var file: KeysFileOptions

  func run() throws {
    let keys = try file.keysFile()
    let revoked = try Terminal.explaining { try keys.revoke(key) }
    Terminal.complain("heed: \(revoked.name) (\(revoked.id)) is revoked; wrote \(keys.path)")
  }
}
