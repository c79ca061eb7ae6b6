import JSON
import Scoring

/// Scores requests from JSON to JSON: reads, decides, writes. One per thread; its memory is used over and over.
final class Scorer {
  /// The answer of the last call that wrote one.
  let json = JSONWriter(capacity: 8192)

  private let parser = JSONParser()

  /// What became of a request.
  enum Outcome {
    case decided(tierIndex: Int, Flags)
    case refused(Problem)
  }

  /// Scores the request in `body` and appends the answer, a decision or a problem, to ``json``.
  ///
  /// - Parameter body: `JSONParser.padding` more bytes must be readable after its end.
  func score(_ body: UnsafeRawBufferPointer, _ policy: LoadedPolicy, now: Instant) -> Outcome {
    do {
      let value = try parser.parse(body)
      return score(value, id: policy.id(of: body, now: now), policy, now: now)
    } catch {
      return refuse(Problem(error))
    }
  }

  /// Scores the request in a value of a document, and appends the answer to ``json``. Pointers in problems lead from
  /// the value.
  ///
  /// - Parameters:
  ///   - id: the decision's id.
  ///   - look: is shown the decision and the request that it is about.
  func score(
    _ value: JSONValue, id: DecisionID, _ loaded: LoadedPolicy, now: Instant,
    look: (Decision, Scoring.Request) -> Void = { _, _ in }
  ) -> Outcome {
    var decoder = RequestDecoder(root: value)
    guard let request = decoder.decode(value) else { return refuse(Problem(decoder.fields.errors)) }
    let population = Population(
      values: loaded.values, zeroCountsAreMissing: loaded.zeroCounts.observe(request.social, at: now))
    let decision = Scoring.score(request, policy: loaded.policy, population: population, now: now)
    let writer = DecisionWriter(
      id: id, ticket: request.ticket.id, now: now, warnings: decoder.fields.warnings, text: loaded.text)
    writer.write(decision, to: json)
    look(decision, request)
    return .decided(tierIndex: decision.tierIndex, decision.flags)
  }

  private func refuse(_ problem: Problem) -> Outcome {
    problem.write(to: json)
    return .refused(problem)
  }
}
