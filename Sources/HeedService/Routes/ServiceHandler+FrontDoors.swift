import FrontDoors
import HTTPServer
import HTTPWire
import JSON
import Scoring

/// What is looked at: badges, events, the policy, what another one would do; and decisions with what other systems
/// understand.
extension ServiceHandler {
  /// `GET /badges/…`. A badge that has a signature needs no key; one whose signature is wrong is refused.
  func badge(_ request: borrowing HTTPServer.Request, _ exchange: Exchange) throws -> BadgeLookup {
    let query = try QueryReader(request.head.query)
    try query.refuseOthers(than: ["expires", "signature"])
    if query["signature"] != nil || query["expires"] != nil {
      if let refusal = service.badges.refusal(of: request.head.path, query, now: now(request.time).secondsSince1970) {
        if let tooMany = access.refusesWrongSignature(from: request.peer) { throw tooMany }
        throw RefusedBody(problem: refusal)
      }
    }
    refreshPolicy()
    let name = try exchange.route.name(in: request.head.path)
    guard let form = BadgeLookup.Form.allCases.first(where: { name.hasSuffix($0.suffix) }) else {
      throw RefusedBody(
        problem: Problem(
          kind: .notFound, status: 404, detail: "a badge's name ends with .svg or .json, as in /badges/T-1001.svg"))
    }
    let id = String(name.dropLast(form.suffix.count))
    return BadgeLookup(
      subject: exchange.route == .customerBadge ? .customer(id) : .ticket(id), form: form,
      condition: request.head["if-none-match"].map { String(decoding: $0, as: UTF8.self) },
      cacheSeconds: service.configuration.badges.cacheSeconds, policy: policy, now: service.fixedTime)
  }

  /// `GET /events`: an answer that goes on.
  func events(
    _ request: borrowing HTTPServer.Request, _ queue: TicketQueue, _ exchange: Exchange, _ respond: inout Responder
  ) throws {
    let query = try QueryReader(request.head.query)
    try query.refuseOthers(than: ["desk", "last_event_id"])
    guard queue.events.listeners < EventHub.mostListeners else {
      return send(.retrying(.queueOverloaded), exchange, &respond)
    }
    let last = request.head["last-event-id"].map { String(decoding: $0, as: UTF8.self) } ?? query["last_event_id"]
    var head = ResponseHead(.ok, contentType: MediaType.events)
    // Proxies are not to gather what is to be seen at once.
    head.fields = [ResponseField("Cache-Control", "no-store"), ResponseField("X-Accel-Buffering", "no")]
    let stream = respond.stream(exchange.adding(to: head))
    count(exchange, .ok)
    queue.events.add(stream, desk: query["desk"], after: last) { [weak queue] in queue?.standing }
  }

  /// `POST /queue/what-if`.
  func whatIf(
    _ request: borrowing HTTPServer.Request, _ queue: TicketQueue, _ exchange: Exchange, _ respond: inout Responder
  ) throws {
    var decoder = WhatIfRequestDecoder()
    let question = try decoder.request(try parser.parse(request.body))
    refreshPolicy()
    let (response, reader) = (respond.defer(), service.queueShards.reader)
    service.whatIf.answer(
      question, warnings: decoder.warnings, policy: policy, in: queue, now: service.fixedTime
    ) { answer in Self.complete(response, answer, exchange, reader) }
  }

  /// `POST /score?adapters=…`: the decision, and the same in the words of other systems.
  ///
  /// - Returns: nil where the query does not ask for that.
  func adapters(_ request: borrowing HTTPServer.Request) throws(RefusedBody) -> UnreadScoring.Rendering? {
    let query: QueryReader
    do {
      query = try QueryReader(request.head.query)
      try query.refuseOthers(than: ["adapters"])
    } catch let refusal as RefusedBody {
      throw refusal
    } catch {
      throw RefusedBody(problem: Problem(kind: .httpRefused, status: 400, detail: "the query is no text"))
    }
    guard let names = query["adapters"] else { return nil }
    let systems = try AdapterSelection(names, query)
    // Whoever may only score is not to hand out what shows the line.
    let badges = access.allows(.queue, request.head) ? service.badges : Badges.unsigned
    let (policy, now) = (policy.policy, now(request.time).secondsSince1970)
    return { scored, decision in
      let json = JSONWriter()
      let badge = badges.link(ticket: String(scored.ticket), now: now)
      json.object {
        json.key("adapters")
        AdaptersBlock.write(DecisionFacts(scored, policy), badge: badge, only: systems.only, to: json)
      }
      // Behind the decision's last member.
      let body = [UInt8](decision.dropLast()) + [UInt8(ascii: ",")] + json.bytes.dropFirst()
      return Answer(head: ResponseHead(.ok, contentType: MediaType.json), body: body)
    }
  }
}
