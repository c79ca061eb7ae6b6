import FrontDoors
import HTTPServer
import HTTPWire
import JSON
import Scoring

/// `POST /hooks/{hook}`: webhooks of other systems. What they say is read here, and done as though it had been asked for
/// over the queue's own routes.
extension ServiceHandler {
  func hook(_ request: borrowing HTTPServer.Request, _ exchange: Exchange, _ respond: inout Responder) {
    guard let name = try? exchange.route.name(in: request.head.path), let hook = service.hooks[name] else {
      return send(Answer(.unknownHook), exchange, &respond)
    }
    let webhook = HookRequest(request, hook)
    do {
      try hook.signature?.check(webhook, now: now(request.time).secondsSince1970)
      let order = try hook.translator.translate(webhook, parser: parser)
      service.hookFigures.count(hook.name, HookAnswer.Outcome(hook.action(of: order)).rawValue)
      carryOut(order, hook, exchange, request.time, &respond)
    } catch let refusal as HookRefusal {
      service.hookFigures.count(hook.name, "refused")
      if let tooMany = access.refusesWrongSignature(from: request.peer) {
        return send(tooMany.answer, exchange, &respond)
      }
      send(Answer(.unsigned(refusal)), exchange, &respond)
    } catch let problem as HookProblem {
      shard.refusedContent()
      service.hookFigures.count(hook.name, "unreadable")
      send(Answer(Problem(problem)), exchange, &respond)
    } catch {
      preconditionFailure("\(error) is no refusal of a webhook")
    }
  }

  private func carryOut(
    _ order: HookOrder, _ hook: Hook, _ exchange: Exchange, _ time: RequestTime, _ respond: inout Responder
  ) {
    let action = hook.action(of: order)
    if action == .ignore {
      let reason = order.reason ?? "tickets of this hook are only scored"
      return send(hook.answer(.ignored, order, nil, reason: reason), exchange, &respond)
    }
    guard let queue = service.queue else { return send(.retrying(.noQueue, afterSeconds: 60), exchange, &respond) }
    refreshPolicy()
    let work = HookWork(
      order: order, hook: hook, policy: policy, tierSlots: tierSlots, now: now(time), fixedTime: service.fixedTime,
      mostBytes: service.configuration.limits.bodyBytes, reader: service.queueShards.reader)
    let (response, writer, reader) = (respond.defer(), service.queueShards.writer, service.queueShards.reader)
    work.carryOut(action, in: queue) { answer, isFromReader in
      Self.complete(response, answer, exchange, isFromReader ? reader : writer)
    }
  }
}

extension HookRequest {
  /// A copy, since it is looked at by names that are known only as they are asked for.
  init(_ request: borrowing HTTPServer.Request, _ hook: Hook) {
    var fields: [String: String] = [:]
    for index in 0..<request.head.fieldCount {
      let (name, value) = request.head.field(at: index)
      let key = String(decoding: name, as: UTF8.self).lowercased()
      if fields[key] == nil { fields[key] = String(decoding: value, as: UTF8.self) }
    }
    let base = hook.publicURL ?? "\(fields["x-forwarded-proto"] ?? "http")://\(fields["host"] ?? "")"
    self.init(
      url: base + String(decoding: request.head.target, as: UTF8.self), contentType: fields["content-type"],
      body: [UInt8](request.body)
    ) { [fields] name in fields[name.lowercased()] }
  }
}
