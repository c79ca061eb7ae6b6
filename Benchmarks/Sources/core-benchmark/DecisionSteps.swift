// What the service uses on each request is internal to its modules, hence `@testable`: the benchmark is built with
// `-enable-testing`, as the script `core` does.
@testable import HeedService
import JSON
import Scoring

/// The steps from the bytes of a request to those of its answer, each with what it needs from the ones before.
struct DecisionSteps {
  /// The steps in their order.
  let steps: [Step]
  /// All of them together, as a reactor calls them.
  let whole: Step
  /// The name of the step that is the pure core.
  static let core = "score"
  /// Sizes in bytes.
  let requestSize: Int
  let answerSize: Int

  /// Prepares the steps of a request, for the time of the process.
  ///
  /// - Throws: an error if the policy cannot be used or the request is refused.
  init(request json: [UInt8], policy path: String, now: Instant) throws {
    let loaded = try PolicyFile(path: path).load()
    let body = Self.padded(json)
    let parser = JSONParser(duplicateKeys: .allowed)
    // A document lasts until its parser's next call, and no longer than the parser: the steps after parsing have one
    // of their own and keep it.
    let keeper = JSONParser()
    let root = try keeper.parse(body)
    let reader = RequestReader()
    guard reader.read(root) else { throw RefusedRequest(problems: reader.decoder.fields.errors) }
    let request = reader.request
    guard let ticket = reader.decoder.ticketID else { preconditionFailure("a request that is right has a ticket") }
    let population = Population(values: loaded.values)
    let decision = Scoring.score(request, policy: loaded.policy, population: population, now: now)
    let id = loaded.id(of: body, now: now)
    let writer = JSONWriter(capacity: 8192)
    let scorer = Scorer()

    let scoredAt = RFC3339Text(Int(now.secondsSince1970))
    steps = [
      Step(name: "parse JSON") { (try? parser.parse(body))?.object?.count ?? 0 },
      Step(name: "decode the request") {
        withExtendedLifetime(keeper) { reader.read(root) ? 1 : 0 }
      },
      Step(name: "watch for an outage") { loaded.zeroCounts.observe(request.social, at: now) ? 1 : 2 },
      Step(name: Self.core) {
        Scoring.score(request, policy: loaded.policy, population: population, now: now).tierIndex &+ 1
      },
      Step(name: "identify the decision") { Int(truncatingIfNeeded: loaded.id(of: body, now: now).low | 1) },
      Step(name: "write the answer") {
        withExtendedLifetime(keeper) {
          writer.removeAll()
          DecisionWriter(id: id, ticket: ticket, scoredAt: scoredAt, warnings: [], text: loaded.text)
            .write(decision, to: writer)
          return writer.count
        }
      },
    ]
    whole = Step(name: "all together") {
      scorer.json.removeAll()
      _ = scorer.score(body, loaded, now: now)
      return scorer.json.count
    }
    requestSize = json.count
    answerSize = whole.run()
  }

  /// A copy of the request that lasts as long as the process, with the bytes behind it that the parser may read.
  private static func padded(_ json: [UInt8]) -> UnsafeRawBufferPointer {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: json.count + JSONParser.padding, alignment: 64)
    copy.initializeMemory(as: UInt8.self, repeating: 0)
    copy.copyBytes(from: json)
    return UnsafeRawBufferPointer(rebasing: copy[..<json.count])
  }
}
