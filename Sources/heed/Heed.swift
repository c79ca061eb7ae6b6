import ArgumentParser
import HeedService

@main
struct Heed: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Whom to heed next, how long they will wait, and why.",
    discussion: """
      Heed scores tickets and calls by need, customer value and social signals, and says which tier, desk and wait \
      follow, with the reasons.

      To begin:  heed serve
                 heed score config/samples/example.json
      """,
    version: HeedVersion.current,
    subcommands: [
      Serve.self, Score.self, Check.self, KeyCommand.self, PopulationCommand.self, SimulateCommand.self,
      BacktestCommand.self, FitCommand.self, ImportCommand.self, ReplayCommand.self, CompactCommand.self,
    ])
}
