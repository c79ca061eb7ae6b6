import ArgumentParser
import CodableContract
import Foundation
import Hummingbird
import Logging

/// `POST /score` on Hummingbird, as its documentation shows a JSON route.
@main
struct HummingbirdServer: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "hummingbird-server")

  @Option(help: "The port on loopback; 0 picks a free one.")
  var port = 0

  @Option(help: "The policy file.")
  var policy = "../config/policy.yaml"

  func run() async throws {
    let scorer = try ContractScorer(policy: policy)
    let router = Router(context: ScoringContext.self)
    router.post("score") { request, context in
      let score = try await request.decode(as: ScoreRequest.self, context: context)
      return try context.responseEncoder.encode(scorer.answer(score), from: request, context: context)
    }
    let application = Application(
      router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)),
      onServerRunning: { channel in
        print("listening on http://127.0.0.1:\(channel.localAddress?.port ?? 0)")
        // Standard output to a pipe is buffered, and whoever started this waits for the line.
        fflush(nil)
      },
      logger: Logger(label: "hummingbird-server") { _ in SwiftLogNoOpLogHandler() })
    try await application.runService()
  }
}
