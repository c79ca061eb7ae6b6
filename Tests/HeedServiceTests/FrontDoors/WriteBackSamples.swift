import FrontDoors
import HTTPClient
import Logging
import Storage

@testable import HeedService

/// Targets, messages and workers for tests of the write back.
enum WriteBackSamples {
  static let secret = Secret(Array("0123456789abcdef0123".utf8))

  static func target(_ name: String, port: Int, timeoutSeconds: Double = 5) -> WriteBackTarget {
    WriteBackTarget(
      name: name, system: .webhook, url: "http://127.0.0.1:\(port)/in", secret: secret, timeoutSeconds: timeoutSeconds)
  }

  /// The n-th message on a ticket, which has the number as its position.
  static func message(_ target: WriteBackTarget, ticket: String, _ number: Int, at now: Double) -> NewMessage {
    let facts = DecisionFacts(
      ticket: ticket, state: .waiting, score: 50, tier: "urgent", tierRank: 1, tierCount: 4, desk: "general",
      promiseSeconds: 900, lowestPromiseSeconds: 14_400, headStartSeconds: 0, suggestedWaitSeconds: nil,
      position: number, at: now)
    return NoticeMaker(targets: [target]).messages(
      .changed, at: now, facts: facts, arrivedAt: now, customer: "c-\(ticket)")[0]
  }

  static func worker(
    _ targets: [WriteBackTarget], _ outbox: TestOutbox, _ log: LogCapture = LogCapture()
  ) -> WriteBackWorker {
    let client = HTTPClient()
    let worker = WriteBackWorker(
      targets, outbox: outbox, logger: Logger(label: "test") { _ in log },
      send: { (request, seconds) throws(HTTPClientError) in try client.send(request, deadlineSeconds: seconds) })
    worker.start()
    return worker
  }
}
