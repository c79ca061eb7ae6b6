import FrontDoors
import HTTPWire
import Scoring

/// Does what a webhook asks for, as the queue's own routes would.
struct HookWork: Sendable {
  private(set) var order: HookOrder
  let hook: Hook
  let policy: LoadedPolicy
  /// The slots of the policy's tiers in the metrics.
  let tierSlots: [Int]
  let now: Instant
  /// The time that tickets are scored at whenever they come; nil: as of their arrival.
  let fixedTime: Instant?
  /// The greatest request that may come of an update, in bytes.
  let mostBytes: Int
  /// Where the reader's thread counts.
  let reader: MetricsShard

  func carryOut(_ action: HookOrder.Action, in queue: TicketQueue, _ reply: @escaping TicketPatch.Reply) {
    if action == .score { return score(in: queue, reply) }
    let found = Handover<HookWork>()
    queue.read { context in
      found.value = try resolved(action, context)
      return Answer(head: .init(.ok), body: [])
    } reply: { answer in
      guard let work = found.value else { return reply(answer, true) }
      work.change(action, in: queue, reply)
    }
  }

  /// About the ticket as it is stored: one that comes again after it was over has another id.
  private func resolved(_ action: HookOrder.Action, _ context: QueueReader.Context) throws -> HookWork {
    let ticket = try context.store.read { try HookTicket(order.ticket, in: $0) }
    var work = self
    work.order = try order.renamed(ticket.id, context.tools)
    guard action == .enqueue, ticket.isOver else { return work }
    // Without an id of the delivery, the same facts are the same webhook.
    let digest = work.order.request.withUnsafeBytes { DecisionID(request: $0, seed: 0).bytes }
    if order.delivery == nil, ticket.stored?.requestDigest == digest { return work }
    work.order = try order.renamed(ticket.next, context.tools)
    return work
  }

  private func change(_ action: HookOrder.Action, in queue: TicketQueue, _ reply: @escaping TicketPatch.Reply) {
    switch action {
    case .enqueue: enqueue(in: queue, reply)
    case .score: score(in: queue, reply)
    case .update: update(in: queue, reply)
    case .abandon: submit(AbandonCommand(id: order.ticket, condition: nil), .abandoned, queue, reply)
    case .complete: submit(SettleCommand(id: order.ticket), .completed, queue, reply)
    case .ignore: reply(hook.answer(.ignored, order, nil, reason: order.reason), true)
    }
  }

  private var scoring: UnreadScoring {
    UnreadScoring(
      body: order.request.withUnsafeBytes { BulkScoring.padded($0) }, policy: policy, tierSlots: tierSlots, now: now)
  }

  /// A ticket that is there already with other facts is scored again with these.
  private func enqueue(in queue: TicketQueue, _ reply: @escaping TicketPatch.Reply) {
    scoring.enqueue(in: queue, idempotencyKey: nil, shard: reader) { command in
      wrap(command, .enqueued)
    } _: { answer, isFromReader in
      if answer.head.status == .conflict { return update(in: queue, reply) }
      reply(answer, isFromReader)
    }
  }

  private func score(in queue: TicketQueue, _ reply: @escaping TicketPatch.Reply) {
    let news = Handover<TicketNews>()
    scoring.carryOut(in: queue, shard: reader) { scored, _ in
      news.value = TicketNews(scored)
      return hook.answer(.scored, order, DecisionFacts(scored, policy.policy))
    } _: { answer in
      guard let scored = news.value, !queue.targets.isEmpty else { return reply(answer, true) }
      // Those who are told are told for certain, or the webhook comes again.
      queue.submit(NoticeCommand(news: scored)) { told in
        reply(told.head.status == .noContent ? answer : told, false)
      }
    }
  }

  private func update(in queue: TicketQueue, _ reply: @escaping TicketPatch.Reply) {
    let patch = TicketPatch(
      id: order.ticket, body: order.request, condition: nil, policy: policy, now: fixedTime, mostBytes: mostBytes)
    patch.carryOut(in: queue) { command in
      wrap(command, .updated)
    } _: { answer, isFromReader in
      reply(hook.settle(answer, order), isFromReader)
    }
  }

  private func submit(
    _ command: any QueueCommand, _ outcome: HookAnswer.Outcome, _ queue: TicketQueue,
    _ reply: @escaping TicketPatch.Reply
  ) {
    queue.submit(wrap(command, outcome)) { answer in reply(hook.settle(answer, order), false) }
  }

  private func wrap(_ command: any QueueCommand, _ outcome: HookAnswer.Outcome) -> any QueueCommand {
    HookCommand(command: command, outcome: outcome, hook: hook, order: order, policy: policy)
  }
}
