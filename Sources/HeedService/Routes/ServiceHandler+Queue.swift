import HTTPServer
import HTTPWire
import JSON
import Queueing
import Scoring
import Storage
import Synchronization

/// The queue's routes: what a request says is read here, on the reactor; what it asks for is done on the queue's threads.
extension ServiceHandler {
  func queue(_ request: borrowing HTTPServer.Request, _ exchange: Exchange, _ respond: inout Responder) {
    guard let queue = service.queue else { return send(.retrying(.noQueue, afterSeconds: 60), exchange, &respond) }
    do {
      if try remember(request, queue, exchange, &respond) { return }
      switch (exchange.route, request.head.method) {
      case (.events, _): try events(request, queue, exchange, &respond)
      case (.outbox, _), (.message, .get), (.message, .head):
        look(try outboxLookup(request, exchange.route, queue), queue, exchange, &respond)
      case (.message, _), (.resend, _), (.resendAll, _):
        change(try outboxCommand(request, exchange.route), queue, exchange, &respond)
      case (.whatIf, _): try whatIf(request, queue, exchange, &respond)
      case (.badge, _), (.customerBadge, _): look(try badge(request, exchange), queue, exchange, &respond)
      case (.queue, .post): try enqueue(request, queue, exchange, &respond)
      case (.ticket, .patch): try patch(request, queue, exchange, &respond)
      case (.ticket, .delete): change(try abandonment(request), queue, exchange, &respond)
      case (.claims, .post): change(try claim(request, queue), queue, exchange, &respond)
      case (.extendClaim, _), (.releaseClaim, _), (.completeClaim, _):
        change(try lease(request, exchange.route, queue), queue, exchange, &respond)
      case (.agent, .put): change(try agent(request), queue, exchange, &respond)
      case (.agent, .delete):
        change(RemoveAgentCommand(id: try exchange.route.name(in: request.head.path)), queue, exchange, &respond)
      default:
        let lookup = try memoryLookup(request, exchange.route) ?? lookup(request, exchange.route)
        look(lookup, queue, exchange, &respond)
      }
    } catch let body as RefusedBody {
      shard.refusedContent()
      send(Answer(body.problem), exchange, &respond)
    } catch let error as JSONError {
      shard.refusedContent()
      send(Answer(Problem(error)), exchange, &respond)
    } catch let refusal as AccessRefusal {
      send(refusal.answer, exchange, &respond)
    } catch let refusal as Refusal {
      send(
        Answer(Problem(kind: .httpRefused, status: Int(refusal.status.rawValue), detail: refusal.detail)), exchange,
        &respond)
    } catch {
      preconditionFailure("\(error) is no refusal")
    }
  }

  /// Has a command carried out, and answers once that is durable.
  func change(
    _ command: any QueueCommand, _ queue: TicketQueue, _ exchange: Exchange, _ respond: inout Responder
  ) {
    let (response, shard) = (respond.defer(), service.queueShards.writer)
    queue.submit(command) {
      !response.isClientGone
    } reply: { answer in
      Self.complete(response, answer, exchange, shard)
    }
  }

  /// Has something looked up.
  private func look(
    _ lookup: any QueueLookup, _ queue: TicketQueue, _ exchange: Exchange, _ respond: inout Responder
  ) {
    let (response, shard) = (respond.defer(), service.queueShards.reader)
    queue.read(lookup.answer) { answer in Self.complete(response, answer, exchange, shard) }
  }

  /// Held while one counts: a refusal is answered by whoever finds it due, and a shard's counters have one writer at a time.
  private static let counting = Mutex(())

  static func complete(
    _ response: DeferredResponse, _ answer: Answer, _ exchange: Exchange, _ shard: MetricsShard
  ) {
    let nanoseconds = MonotonicClock.now &- exchange.startedAt
    counting.withLock { _ in
      shard.answered(exchange.route, answer.head.status, nanoseconds: Int(truncatingIfNeeded: nanoseconds))
    }
    response.complete(exchange.adding(to: answer.head), body: answer.body)
  }
}

// Changes.
extension ServiceHandler {
  /// Scores the ticket as `/score` does, and has it enqueued with that decision.
  private func enqueue(
    _ request: borrowing HTTPServer.Request, _ queue: TicketQueue, _ exchange: Exchange, _ respond: inout Responder
  ) throws {
    let key = try idempotencyKey(request.head)
    refreshPolicy()
    scorer.json.removeAll()
    var command: EnqueueCommand?
    let body = request.body
    var line = view(of: queue)
    line.joins = true
    let outcome = scorer.score(
      body, policy, now: now(request.time), line: line, recall: queue.recall(line.snapshot, .cache)
    ) { scored in
      command = EnqueueCommand(
        ticket: scored.newTicket(request: body, decision: scorer.json.bytes),
        restsOnProfile: scored.inputs.customer?.isStored ?? false, idempotencyKey: key)
    }
    switch outcome {
    case .decided(let tierIndex, let flags):
      shard.decided(tierSlot: tierSlots[tierIndex], flags)
      change(command!, queue, exchange, &respond)
    case .refused(let problem): throw RefusedBody(problem: problem)
    case .unread:
      let scoring = UnreadScoring(
        body: BulkScoring.padded(body), policy: policy, tierSlots: tierSlots, now: now(request.time))
      let response = respond.defer()
      let (writer, reader) = (service.queueShards.writer, service.queueShards.reader)
      scoring.enqueue(in: queue, idempotencyKey: key, shard: reader) { answer, isFromReader in
        Self.complete(response, answer, exchange, isFromReader ? reader : writer)
      }
    }
  }

  /// New facts are put together with those that are stored, and scored; then they take their place, unless somebody else
  /// was faster, and it is done again.
  private func patch(
    _ request: borrowing HTTPServer.Request, _ queue: TicketQueue, _ exchange: Exchange, _ respond: inout Responder
  ) throws {
    refreshPolicy()
    let patch = TicketPatch(
      id: try exchange.route.name(in: request.head.path), body: [UInt8](request.body),
      condition: request.head["if-match"].map { String(decoding: $0, as: UTF8.self) }, policy: policy,
      now: service.fixedTime, mostBytes: service.configuration.limits.bodyBytes)
    let response = respond.defer()
    let (writer, reader) = (service.queueShards.writer, service.queueShards.reader)
    patch.carryOut(in: queue) { answer, isFromReader in
      Self.complete(response, answer, exchange, isFromReader ? reader : writer)
    }
  }

  private func abandonment(_ request: borrowing HTTPServer.Request) throws -> AbandonCommand {
    AbandonCommand(
      id: try Route.ticket.name(in: request.head.path),
      condition: request.head["if-match"].map { String(decoding: $0, as: UTF8.self) })
  }

  private func claim(_ request: borrowing HTTPServer.Request, _ queue: TicketQueue) throws -> ClaimCommand {
    let configuration = queue.configuration
    let claim = try decoder.claim(try parser.parse(request.body), configuration)
    return ClaimCommand(
      agent: claim.agent, desks: claim.desks,
      leaseSeconds: claim.leaseSeconds ?? min(configuration.leaseSeconds, configuration.mostLeaseSeconds),
      patience: request.time.monotonicNanoseconds + UInt64(claim.waitSeconds * 1e9))
  }

  private func lease(
    _ request: borrowing HTTPServer.Request, _ route: Route, _ queue: TicketQueue
  ) throws -> LeaseCommand {
    let name = try route.name(in: request.head.path)
    let action: LeaseCommand.Action =
      switch route {
      case .extendClaim: .extend(try leaseSeconds(request, queue.configuration))
      case .releaseClaim: .release
      default: .complete
      }
    // What is no number was never given out.
    return LeaseCommand(fence: Int64(name) ?? 0, name: name, action: action)
  }

  /// How much longer an agent wants; a body that does not say so, or none, means the usual time.
  private func leaseSeconds(
    _ request: borrowing HTTPServer.Request, _ configuration: QueueConfiguration
  ) throws -> Double {
    let seconds = request.body.isEmpty ? nil : try decoder.leaseSeconds(try parser.parse(request.body), configuration)
    return seconds ?? min(configuration.leaseSeconds, configuration.mostLeaseSeconds)
  }

  private func agent(_ request: borrowing HTTPServer.Request) throws -> AgentCommand {
    let id = try Route.agent.name(in: request.head.path)
    guard AgentCommand.isName(id) else {
      throw RefusedBody(
        problem: Problem([
          FieldProblem(pointer: "", detail: "expected an agent's name of 1 to 128 characters in the path")
        ]))
    }
    let agent = try decoder.agent(try parser.parse(request.body))
    return AgentCommand(id: id, state: agent.state, desks: agent.desks)
  }

  private func idempotencyKey(_ head: borrowing RequestHead) throws -> String? {
    guard let field = head["idempotency-key"] else { return nil }
    let key = String(decoding: field, as: UTF8.self)
    guard (1...255).contains(key.utf8.count), head.count(of: "idempotency-key") == 1,
      !key.hasPrefix(HookCommand.keyPrefix)
    else {
      let detail =
        "expected one Idempotency-Key of 1 to 255 characters that does not begin with \(HookCommand.keyPrefix)"
      throw RefusedBody(problem: Problem(kind: .httpRefused, status: 400, detail: detail))
    }
    return key
  }
}

// What is looked up.
extension ServiceHandler {
  private func lookup(_ request: borrowing HTTPServer.Request, _ route: Route) throws -> any QueueLookup {
    switch route {
    case .ticket:
      TicketLookup(
        id: try route.name(in: request.head.path),
        condition: request.head["if-none-match"].map { String(decoding: $0, as: UTF8.self) })
    case .queue: try LineLookup(try QueryReader(request.head.query))
    case .claims: ClaimsLookup()
    case .agents: AgentsLookup(id: nil)
    case .agent: AgentsLookup(id: try route.name(in: request.head.path))
    default: StatsLookup()
    }
  }
}
