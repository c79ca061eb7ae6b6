import HTTPWire
import JSON
import Scoring
import Storage

/// A request whose customer has to be read from the store before it is scored, which the reader's thread does.
struct UnreadScoring: Sendable {
  /// The body, with `JSONParser.padding` spare bytes behind it.
  let body: [UInt8]
  let policy: LoadedPolicy
  /// The slots of the policy's tiers in the metrics.
  let tierSlots: [Int]
  let now: Instant

  /// Is shown what was decided, with the answer's JSON, and may make another answer of it.
  typealias Rendering = @Sendable (Scorer.Scored, UnsafeRawBufferPointer) -> Answer?

  /// Scores it: `POST /score`. Where the store does not do its work, without.
  func carryOut(
    in queue: TicketQueue, shard: MetricsShard, render: @escaping Rendering = { _, _ in nil },
    _ reply: @escaping TicketQueue.Reply
  ) {
    if queue.isReaderBusy || queue.store == nil { return reply(answer(without: queue, render)) }
    queue.read { context in
      score(context, joins: false, shard, render) { _, _ in }
    } reply: { answer in
      reply(answer.head.status == .serviceUnavailable ? self.answer(without: queue, render) : answer)
    }
  }

  /// Scores it and has it enqueued: `POST /queue`. Nothing can be, where the store does not do its work.
  ///
  /// - Parameter wrap: makes of the command the one that is carried out.
  func enqueue(
    in queue: TicketQueue, idempotencyKey: String?, shard: MetricsShard,
    wrap: @escaping @Sendable (EnqueueCommand) -> any QueueCommand = { $0 }, _ reply: @escaping TicketPatch.Reply
  ) {
    let command = Handover<EnqueueCommand>()
    queue.read { context in
      score(context, joins: true, shard) { ticket, restsOnProfile in
        command.value = EnqueueCommand(
          ticket: ticket, restsOnProfile: restsOnProfile, idempotencyKey: idempotencyKey)
      }
    } reply: { answer in
      guard let enqueue = command.value else { return reply(answer, true) }
      queue.submit(wrap(enqueue)) { reply($0, false) }
    }
  }

  private func score(
    _ context: QueueReader.Context, joins: Bool, _ shard: MetricsShard, _ render: Rendering = { _, _ in nil },
    take: (NewTicket, _ restsOnProfile: Bool) -> Void
  ) -> Answer {
    var line = LineView(snapshot: context.snapshot, now: context.now)
    line.joins = joins
    return answer(context.tools.scorer, line, context.recall, shard, isTicket: joins, render, take)
  }

  /// On the thread of whoever asks, with a scorer of its own: what must be quick finds its customers in the cache.
  func answer(without queue: TicketQueue, _ render: Rendering = { _, _ in nil }) -> Answer {
    let snapshot = queue.snapshot
    let line = LineView(snapshot: snapshot, now: queue.clock.now)
    return answer(Scorer(), line, queue.recall(snapshot, .nothing), nil, isTicket: false, render) { _, _ in }
  }

  private func answer(
    _ scorer: Scorer, _ line: LineView, _ recall: Recall, _ shard: MetricsShard?, isTicket: Bool, _ render: Rendering,
    _ take: (NewTicket, _ restsOnProfile: Bool) -> Void
  ) -> Answer {
    scorer.json.removeAll()
    var rendered: Answer?
    let outcome = body.withUnsafeBytes { bytes in
      let request = UnsafeRawBufferPointer(rebasing: bytes.dropLast(JSONParser.padding))
      return scorer.score(request, policy, now: now, line: line, recall: recall) { scored in
        rendered = render(scored, scorer.json.bytes)
        if isTicket {
          take(
            scored.newTicket(request: request, decision: scorer.json.bytes),
            scored.inputs.customer?.isStored ?? false)
        }
      }
    }
    switch outcome {
    case .decided(let tierIndex, let flags):
      shard?.decided(tierSlot: tierSlots[tierIndex], flags)
      return rendered
        ?? Answer(head: ResponseHead(.ok, contentType: MediaType.json), body: [UInt8](scorer.json.bytes))
    case .refused(let problem):
      shard?.refusedContent()
      return Answer(problem)
    case .unread: preconditionFailure("the store was asked")
    }
  }
}
