import HTTPWire
import JSON
import Queueing
import Scoring
import Storage

/// New facts about a ticket: `PATCH /queue/{ticket}`, a merge patch (RFC 7396) of the request that it was scored from.
struct TicketPatch: Sendable {
  let id: String
  /// The patch.
  let body: [UInt8]
  /// The field `If-Match`, if there is one.
  let condition: String?
  let policy: LoadedPolicy
  /// The time that the ticket is scored at; nil: the present.
  let now: Instant?
  /// The greatest request that may come of it, in bytes: as great a one as could be enqueued.
  let mostBytes: Int

  /// How often it is done again where somebody else was faster, and nobody has asked to be told.
  private static let mostTries = 5

  /// What became of it: the answer, and whether the reader's thread gives it rather than the writer's.
  typealias Reply = @Sendable (Answer, _ isFromReader: Bool) -> Void

  private enum Outcome {
    case answer(Answer)
    case command(RescoreCommand)
  }

  /// - Parameter wrap: makes of the command the one that is carried out.
  func carryOut(
    in queue: TicketQueue, tries: Int = TicketPatch.mostTries,
    wrap: @escaping @Sendable (RescoreCommand) -> any QueueCommand = { $0 }, _ reply: @escaping Reply
  ) {
    let command = Handover<RescoreCommand>()
    queue.read { context in
      switch try rescore(context) {
      case .answer(let answer): return answer
      case .command(let rescore):
        command.value = rescore
        return Answer(head: ResponseHead(.ok), body: [])
      }
    } reply: { answer in
      guard let rescore = command.value else { return reply(answer, true) }
      queue.submit(wrap(rescore)) { answer in
        if answer.head.status == .preconditionFailed, condition == nil, tries > 1 {
          carryOut(in: queue, tries: tries - 1, wrap: wrap, reply)
        } else {
          reply(answer, false)
        }
      }
    }
  }

  private func rescore(_ context: QueueReader.Context) throws -> Outcome {
    guard let stored = try context.store.read({ try $0.ticket(id: id) }) else { return .answer(Answer(.unknownTicket)) }
    if let condition, !TicketTag.matches(condition, version: stored.version) {
      return .answer(Answer(.preconditionFailed(stored)))
    }
    guard stored.state == .waiting || stored.state == .leased else { return .answer(Answer(.ended(stored))) }
    do throws(JSONError) {
      let merged = try merge(into: stored.request, context.tools)
      guard merged.count - JSONParser.padding <= mostBytes else { return .answer(Answer(.tooMuchTogether(mostBytes))) }
      return score(merged, stored, context)
    } catch {
      return .answer(Answer(Problem(error)))
    }
  }

  private func merge(into request: [UInt8], _ tools: QueueReader.Tools) throws(JSONError) -> [UInt8] {
    let patch = try tools.parser.parse(copying: body)
    let target = try tools.otherParser.parse(copying: request)
    let json = JSONWriter()
    json.merge(patch, into: target)
    return BulkScoring.padded(json.bytes)
  }

  private func score(_ merged: [UInt8], _ stored: StoredTicket, _ context: QueueReader.Context) -> Outcome {
    do {
      guard let command = try context.rescore(merged, of: stored, policy, now: now) else {
        let problem = FieldProblem(pointer: "/ticket/id", detail: "expected the id of the ticket in the path, or none")
        return .answer(Answer(Problem([problem])))
      }
      return .command(command)
    } catch {
      return .answer(Answer(error.problem))
    }
  }
}
