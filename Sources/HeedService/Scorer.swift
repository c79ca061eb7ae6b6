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
  @exclusivity(unchecked) var decoder = RequestDecoder()
  @exclusivity(unchecked) private var request = Scoring.Request()
  // The time of the last decision: as it is written, it is that of all others within the second.
  @exclusivity(unchecked) private var scoredAt = RFC3339Text(0)

  /// What was put beside the request.
  @exclusivity(unchecked) var inputs = RecalledInputs()
  /// Whether the store was to be asked for the customer and did not answer.
  @exclusivity(unchecked) var isCustomerUnread = false
  /// The request's own list of accounts, while it has one that is lent.
  @exclusivity(unchecked) var spareAccounts: [Account] = []
  @exclusivity(unchecked) var hasLentAccounts = false

  /// What became of a request.
  enum Outcome {
    case decided(tierIndex: Int, Flags)
    case refused(Problem)
    /// The customer has to be read from the store first, which the caller may not wait for. Nothing was written.
    case unread
  }

  /// A request that was decided, while its document lasts.
  struct Scored {
    let decision: Decision
    let id: DecisionID
    let decidedAt: Instant
    /// The ticket's id.
    let ticket: JSONText
    /// The ids of the customer and of a story, as far as the request has them.
    let customer: JSONText?
    let story: JSONText?
    let wait: Wait
    /// What the ticket itself says.
    let facts: Ticket
    /// What was put beside the request.
    let inputs: RecalledInputs
  }

  /// Scores the request in `body` and appends the answer, a decision or a problem, to ``json``.
  ///
  /// - Parameters:
  ///   - body: `JSONParser.padding` more bytes must be readable after its end.
  ///   - line: the line that the ticket would wait in; nil where none is known.
  ///   - recall: what may be looked up beside the request; nil: nothing.
  ///   - look: is shown what was decided.
  func score(
    _ body: UnsafeRawBufferPointer, _ policy: LoadedPolicy, now: Instant, line: LineView? = nil, recall: Recall? = nil,
    look: (Scored) -> Void = { _ in }
  ) -> Outcome {
    do {
      let value = try parser.parse(body)
      let isRight = decoder.decode(value, into: &request)
      if decoder.fields.mayHaveDuplicateKeys { try parser.refuseDuplicateKeys(in: value, of: body) }
      return answer(
        isRight, &request, id: policy.id(of: body, now: now), policy, now: now, line: line, recall: recall, look: look)
    } catch {
      return refuse(Problem(error))
    }
  }

  /// Scores the request in a value of a document, and appends the answer to ``json``. Pointers in problems lead from
  /// the value.
  ///
  /// - Parameters:
  ///   - id: the decision's id.
  ///   - recall: what may be looked up beside the request; nil: nothing.
  ///   - look: is shown what was decided.
  func score(
    _ value: JSONValue, id: DecisionID, _ policy: LoadedPolicy, now: Instant, recall: Recall? = nil,
    look: (Scored) -> Void = { _ in }
  ) -> Outcome {
    let isRight = decoder.decode(value, into: &request)
    if decoder.fields.mayHaveDuplicateKeys, let problem = Problem(duplicateKeyIn: value) { return refuse(problem) }
    return answer(isRight, &request, id: id, policy, now: now, line: nil, recall: recall, look: look)
  }

  /// Decides on the request that was read, if nothing is wrong with it.
  ///
  /// - Parameter request: is lent, and given back as it was but for what was put beside it: passed by value, it would be
  ///   copied out of the object.
  private func answer(
    _ isRight: Bool, _ request: inout Scoring.Request, id: DecisionID, _ loaded: LoadedPolicy, now: Instant,
    line: LineView?, recall: Recall?, look: (Scored) -> Void
  ) -> Outcome {
    guard isRight, let ticket = decoder.ticketID else { return refuse(Problem(decoder.fields.errors)) }
    isCustomerUnread = false
    if let recall, case .unread = recollect(recall, &request, now: now) { return .unread }
    // Stored accounts were counted when they were observed.
    let population = loaded.zeroCounts.population(
      loaded.values, of: request.social, countsThem: !hasLentAccounts, at: now)
    var decision = Scoring.score(request, policy: loaded.policy, population: population, now: now)
    if isCustomerUnread { decision.flags.insert(.customerUnread) }
    returnAccounts(&request.social)
    let id = recall == nil || inputs.isEmpty ? id : id.mixed(with: inputs.digest)
    let second = Int(now.secondsSince1970.rounded(.down))
    if second != scoredAt.seconds { scoredAt = RFC3339Text(second) }
    let writer = DecisionWriter(
      id: id, ticket: ticket, scoredAt: scoredAt, warnings: decoder.fields.warnings, text: loaded.text)
    let wait = line?.wait(for: decision) ?? Wait(promiseOf: decision)
    writer.write(decision, wait, to: json)
    look(
      Scored(
        decision: decision, id: id, decidedAt: now, ticket: ticket, customer: decoder.customerID,
        story: decoder.storyID, wait: wait, facts: request.ticket, inputs: inputs))
    return .decided(tierIndex: decision.tierIndex, decision.flags)
  }

  private func refuse(_ problem: Problem) -> Outcome {
    problem.write(to: json)
    return .refused(problem)
  }
}
