import ArgumentParser
import HeedService

/// Which file of keys a command is about.
struct KeysFileOptions: ParsableArguments {
  @Option(help: "The file of keys. Default: the environment's HEED_KEYS, or the configuration's.")
  var file: String?

  @Option(help: "The configuration file. Default: the environment's HEED_CONFIG, or config/heed.yaml where it exists.")
  var config: String?

  /// The file.
  func keysFile() throws -> KeysFile {
    if let file { return KeysFile(path: file) }
    let configuration = try Terminal.explaining { try ServiceConfiguration.ofCommand(config: config) }
    if let path = configuration.access.keys { return KeysFile(path: path) }
    Terminal.complain(
      """
      heed: no file of keys is configured. Name one with --file config/keys.yaml, and have the service ask for keys with \
      heed serve --keys config/keys.yaml, or with access: {keys: keys.yaml} in heed.yaml.
      """)
    throw ExitCode.failure
  }
}
