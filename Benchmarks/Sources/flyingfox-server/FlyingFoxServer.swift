import ArgumentParser
import CodableContract
import FlyingFox
import FlyingSocks
import Foundation

/// `POST /score` on FlyingFox, as its documentation shows a JSON route.
@main
struct FlyingFoxServer: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "flyingfox-server")

  @Option(help: "The port on loopback; 0 picks a free one.")
  var port: UInt16 = 0

  @Option(help: "The policy file.")
  var policy = "../config/policy.yaml"

  func run() async throws {
    let scorer = try ContractScorer(policy: policy)
    let server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: port), logger: .disabled)
    await server.appendRoute("POST /score") { request in
      let score = try await ContractCoders.decoder.decode(ScoreRequest.self, from: request.bodyData)
      return HTTPResponse(
        statusCode: .ok, headers: [.contentType: "application/json"],
        body: try ContractCoders.encoder.encode(scorer.answer(score)))
    }
    async let running: Void = server.run()
    try await server.waitUntilListening()
    if case .ip4(_, let port) = await server.listeningAddress {
      print("listening on http://127.0.0.1:\(port)")
      // Standard output to a pipe is buffered, and whoever started this waits for the line.
      fflush(nil)
    }
    try await running
  }
}
