import JSON
import Scoring

/// Scores requests from JSON to JSON: reads, decides, writes. One per thread; its memory is used over and over.
final class Scorer {
  /// The answer of the last call that wrote one.
  let json = JSONWriter(capacity: 32_768)

  // The decoder notices keys that may be there twice; only then are all of them looked at.
  private let parser = JSONParser(duplicateKeys: .allowed)

  // Exclusive access holds without being checked at run time: each method uses them for a call at a time, and gives
  // neither out.
  @exclusivity(unchecked) private var decoder = RequestDecoder()
  @exclusivity(unchecked) private var request = Scoring.Request()
  // The time of the last decision: as it is written, it is that of all others within the second.
  @exclusivity(unchecked) private var scoredAt = RFC3339Text(0)

  /// What became of a request.
  enum Outcome {
    case decided(tierIndex: Int, Flags)
    case refused(Problem)
  }

  /// Scores the request in `body` and appends the answer, a decision or a problem, to ``json``.
  ///
  /// - Parameters:
  ///   - body: `JSONParser.padding` more bytes must be readable after its end.
  ///   - line: the line that the ticket would wait in; nil where none is known.
  ///   - look: is shown the decision, the id of its ticket, and how long that would wait.
  func score(
    _ body: UnsafeRawBufferPointer, _ policy: LoadedPolicy, now: Instant, line: LineView? = nil,
    look: (Decision, _ ticket: JSONText, Wait) -> Void = { _, _, _ in }
  ) -> Outcome {
    do {
      let value = try parser.parse(body)
      let isRight = decoder.decode(value, into: &request)
      if decoder.fields.mayHaveDuplicateKeys { try parser.refuseDuplicateKeys(in: value, of: body) }
      return answer(
        isRight, &request, id: policy.id(of: body, now: now), policy, now: now, line: line, look: look)
    } catch {
      return refuse(Problem(error))
    }
  }

  /// Scores the request in a value of a document, and appends the answer to ``json``. Pointers in problems lead from
  /// the value.
  ///
  /// - Parameters:
  ///   - id: the decision's id.
  ///   - line: the line that the ticket would wait in; nil where none is known.
  ///   - look: is shown the decision and the id of its ticket.
  func score(
    _ value: JSONValue, id: DecisionID, _ policy: LoadedPolicy, now: Instant, line: LineView? = nil,
    look: (Decision, _ ticket: JSONText) -> Void = { _, _ in }
  ) -> Outcome {
    let isRight = decoder.decode(value, into: &request)
    if decoder.fields.mayHaveDuplicateKeys, let problem = Problem(duplicateKeyIn: value) { return refuse(problem) }
    return answer(isRight, &request, id: id, policy, now: now, line: line) { decision, ticket, _ in
      look(decision, ticket)
    }
  }

  /// Decides on the request that was read, if nothing is wrong with it.
  ///
  /// - Parameter request: is not changed, but lent: passed by value, it would be copied out of the object.
  private func answer(
    _ isRight: Bool, _ request: inout Scoring.Request, id: DecisionID, _ loaded: LoadedPolicy, now: Instant,
    line: LineView?, look: (Decision, _ ticket: JSONText, Wait) -> Void
  ) -> Outcome {
    guard isRight, let ticket = decoder.ticketID else { return refuse(Problem(decoder.fields.errors)) }
    let population = loaded.zeroCounts.population(loaded.values, observing: request.social, at: now)
    let decision = Scoring.score(request, policy: loaded.policy, population: population, now: now)
    let second = Int(now.secondsSince1970.rounded(.down))
    if second != scoredAt.seconds { scoredAt = RFC3339Text(second) }
    let writer = DecisionWriter(
      id: id, ticket: ticket, scoredAt: scoredAt, warnings: decoder.fields.warnings, text: loaded.text)
    let wait = line?.wait(for: decision) ?? Wait(promiseOf: decision)
    writer.write(decision, wait, to: json)
    look(decision, ticket, wait)
    return .decided(tierIndex: decision.tierIndex, decision.flags)
  }

  private func refuse(_ problem: Problem) -> Outcome {
    problem.write(to: json)
    return .refused(problem)
  }
}
