import HTTPServer
import HTTPWire
import JSON
import Scoring

/// Answers the requests of one reactor. All it touches is its own, but for the service's state, which it looks at
/// without waiting.
final class ServiceHandler: RequestHandler {
  let service: Service
  let scorer = Scorer()
  let shard: MetricsShard
  /// For bodies that are not scored.
  let parser = JSONParser()
  var decoder = QueueRequestDecoder()
  let customers = CustomerDecoder()
  let access: AccessCheck
  /// What the server is being told by a refusal of ``bodyLimit(for:from:)``, until it asks for the answer.
  private var refusedAccess: (refusal: AccessRefusal, route: Route)?
  /// The route of a body that is waited for, where telephony asks: it is refused in its form, too.
  private var telephony: Route?
  private(set) var policy: LoadedPolicy
  private var generation: Int
  private(set) var tierSlots: [Int]
  private var snapshot: QueueSnapshot?
  private var snapshotGeneration = -1

  init(_ service: Service) {
    self.service = service
    let shard = MetricsShard()
    self.shard = shard
    access = AccessCheck(service.access, shard: shard)
    generation = service.policies.generation
    policy = service.policies.current
    tierSlots = service.tiers.slots(of: policy.policy.settings.tiers.map(\.name))
    service.register(shard)
  }

  func bodyLimit(for head: borrowing RequestHead, from peer: PeerAddress) throws(Refusal) -> Int {
    let route = Route(path: head.path)
    do throws(AccessRefusal) {
      if !needsNoKey(head, route) { _ = try access.admit(head, route, from: peer) }
    } catch {
      refusedAccess = (error, route)
      throw error.refusal
    }
    let limits = service.configuration.limits
    telephony = route.dialect == nil ? nil : route
    // Only what reads a great body is sent one: OPTIONS on the same path asks for no key.
    if route.takesBatch, head.method == .post { return limits.batchBodyBytes }
    // A helpdesk sends the text of mails, too.
    return route == .hook ? max(limits.bodyBytes, Hook.bodyBytes) : limits.bodyBytes
  }

  func handle(_ request: borrowing HTTPServer.Request, respond: inout Responder) {
    let route = Route(path: request.head.path)
    var exchange = Exchange(route: route, startedAt: request.time.monotonicNanoseconds)
    do throws(AccessRefusal) {
      exchange.account = try account(of: request, route)
    } catch {
      return send(error.answer, exchange, &respond)
    }
    if let answer = refusal(of: request.head, route) { return send(answer, exchange, &respond) }
    switch route {
    case .score: score(request, exchange, &respond)
    case .batch: batch(request, exchange, &respond)
    case .hook: hook(request, exchange, &respond)
    case .policy:
      refreshPolicy()
      send(policy.answer, exchange, &respond)
    default:
      if let dialect = route.dialect { return telephony(request, dialect, exchange, &respond) }
      if route.isStored { return queue(request, exchange, &respond) }
      send(service.answer(to: route), exchange, &respond)
    }
  }

  func refused(_ refusal: Refusal, respond: inout Responder) {
    let now = MonotonicClock.now
    if let (access, route) = refusedAccess.take(), access.refusal == refusal {
      return send(access.answer, Exchange(route: route, startedAt: now), &respond)
    }
    let limits = service.configuration.limits
    let detail =
      refusal == .contentTooLarge
      ? "the body is too large; send at most \(limits.bodyBytes) bytes, and \(limits.batchBodyBytes) to /score/batch"
      : refusal.detail
    let problem = Problem(
      kind: refusal.status == .unsupportedMediaType ? .unsupportedMediaType : .httpRefused,
      status: Int(refusal.status.rawValue), detail: detail)
    let isOfBody = refusal == .contentTooLarge || refusal == .bodyTimeout
    let route = isOfBody ? telephony.take() ?? .unknown : .unknown
    send(Answer(problem), Exchange(route: route, startedAt: now), &respond)
  }

  /// Whose rate a request counts against. One with a body was let in when its head had come.
  private func account(
    of request: borrowing HTTPServer.Request, _ route: Route
  ) throws(AccessRefusal) -> RateAccount? {
    if needsNoKey(request.head, route) { return nil }
    return request.head.contentLength == 0
      ? try access.admit(request.head, route, from: request.peer)
      : access.account(of: request.head, route, from: request.peer)
  }

  /// Whether a signature stands for the key.
  private func needsNoKey(_ head: borrowing RequestHead, _ route: Route) -> Bool {
    switch route {
    case .hook:
      guard let name = try? route.name(in: head.path) else { return false }
      return service.hooks[name]?.signature != nil
    case .badge, .customerBadge:
      // Whether it is right is found out by whoever answers.
      guard service.badges.link != nil, let query = try? QueryReader(head.query) else { return false }
      return query["signature"] != nil
    default: return false
    }
  }

  private func score(
    _ request: borrowing HTTPServer.Request, _ exchange: Exchange, _ respond: inout Responder
  ) {
    refreshPolicy()
    var rendering: UnreadScoring.Rendering?
    do throws(RefusedBody) {
      if request.head.query != nil { rendering = try adapters(request) }
    } catch {
      return send(Answer(error.problem), exchange, &respond)
    }
    scorer.json.removeAll()
    var rendered: Answer?
    let line = service.queue.map(view)
    let recall = line.flatMap { line in service.queue?.recall(line.snapshot, .cache) }
    let outcome = scorer.score(request.body, policy, now: now(request.time), line: line, recall: recall) { scored in
      if let rendering { rendered = rendering(scored, scorer.json.bytes) }
    }
    switch outcome {
    case .decided(let tierIndex, let flags):
      shard.decided(tierSlot: tierSlots[tierIndex], flags)
      if let rendered { return send(rendered, exchange, &respond) }
      let head = ResponseHead(.ok, contentType: MediaType.json, fields: exchange.rateFields)
      respond.send(head, body: scorer.json.bytes)
      count(exchange, .ok)
    case .refused(let problem):
      shard.refusedContent()
      let head = ResponseHead(
        problem.httpStatus, contentType: MediaType.problem, fields: exchange.rateFields)
      respond.send(head, body: scorer.json.bytes)
      count(exchange, head.status)
    case .unread:
      later(
        UnreadScoring(
          body: BulkScoring.padded(request.body), policy: policy, tierSlots: tierSlots, now: now(request.time)),
        rendering, exchange, &respond)
    }
  }

  /// Has a request scored whose customer has to be read first.
  private func later(
    _ scoring: UnreadScoring, _ rendering: UnreadScoring.Rendering?, _ exchange: Exchange, _ respond: inout Responder
  ) {
    guard let queue = service.queue else { preconditionFailure("nothing is unread without a store") }
    let (response, reader) = (respond.defer(), service.queueShards.reader)
    scoring.carryOut(in: queue, shard: reader, render: rendering ?? { _, _ in nil }) { answer in
      Self.complete(response, answer, exchange, reader)
    }
  }

  /// Batches are scored one after the other on a queue of their own, so that they hold up nobody else's requests.
  private func batch(
    _ request: borrowing HTTPServer.Request, _ exchange: Exchange, _ respond: inout Responder
  ) {
    guard service.bulk.admits(bytes: request.body.count) else {
      return send(.retrying(.tooManyBatches), exchange, &respond)
    }
    refreshPolicy()
    let isLines = MediaType.isLines(request.head["content-type"])
    let job = BulkScoring.Job(
      body: BulkScoring.padded(request.body), isLines: isLines, policy: policy, tierSlots: tierSlots,
      now: now(request.time), account: exchange.account, queue: service.queue)
    let response = respond.defer()
    service.bulk.run(job) { answer, shard in
      let nanoseconds = MonotonicClock.now &- exchange.startedAt
      shard.answered(.batch, answer.head.status, nanoseconds: Int(truncatingIfNeeded: nanoseconds))
      response.complete(exchange.adding(to: answer.head), body: answer.body)
    }
  }

  func send(_ answer: Answer, _ exchange: Exchange, _ respond: inout Responder) {
    // What telephony asks is answered in its form whatever is wrong: it would read a problem out as a number.
    if let dialect = exchange.route.dialect, answer.head.status.rawValue >= 400 {
      return refuse(answer, dialect, exchange, &respond)
    }
    respond.send(exchange.adding(to: answer.head), body: answer.body)
    count(exchange, answer.head.status)
  }

  func count(_ exchange: Exchange, _ status: Status) {
    let nanoseconds = MonotonicClock.now &- exchange.startedAt
    shard.answered(exchange.route, status, nanoseconds: Int(truncatingIfNeeded: nanoseconds))
  }

  func now(_ time: RequestTime) -> Instant {
    service.fixedTime ?? Instant(secondsSince1970: Double(time.unixNanoseconds) / 1e9)
  }

  /// The line as it is now.
  func view(of queue: TicketQueue) -> LineView {
    let current = queue.snapshotGeneration
    guard let known = snapshot, current == snapshotGeneration else {
      let fresh = queue.snapshot
      snapshot = fresh
      snapshotGeneration = current
      return LineView(snapshot: fresh, now: queue.clock.now)
    }
    return LineView(snapshot: known, now: queue.clock.now)
  }

  /// Takes over another policy if one has come into force.
  func refreshPolicy() {
    let current = service.policies.generation
    if current == generation { return }
    generation = current
    policy = service.policies.current
    tierSlots = service.tiers.slots(of: policy.policy.settings.tiers.map(\.name))
  }
}
