import ArgumentParser

struct KeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key",
    abstract: "Make, list and revoke the API keys that clients show.",
    discussion: """
      Keys are kept, by their hashes, in a file that the configuration names under access.keys; --file, or the \
      environment's HEED_KEYS, names another. A running service takes changes up by itself.
      """,
    subcommands: [KeyCreate.self, KeyList.self, KeyRevoke.self])
}
