import Dispatch
import FrontDoors
import HTTPClient
import Logging
import Storage

extension WriteBackWorker {
  /// Starts to send what is due, until nothing more can be started.
  func sendDue() throws {
    while true {
      let now = outbox.now
      let capacities = outlets.mapValues { $0.capacity(at: now) }.filter { $0.value > 0 }
      // Those under way are among those that are due.
      let limit = capacities.reduce(0) { $0 + $1.value + (outlets[$1.key]?.tickets.count ?? 0) }
      let resting = strangers.union(outlets.keys.filter { capacities[$0] == nil })
      guard limit > 0,
        let due = try outbox.read({ try $0.dueMessages(at: now, excluding: resting, limit: limit) }),
        due.count(where: { begin($0, at: now) }) > 0
      else { return }
    }
  }

  /// Starts to send a message, unless one on its ticket is under way, or as many as may be.
  private func begin(_ message: StoredMessage, at now: Double) -> Bool {
    guard var outlet = outlets[message.target], !outlet.tickets.contains(message.ticket),
      !expiring.contains(message.number), let slot = outlet.idle.last, let permit = outlet.breaker.begin(at: now)
    else { return false }
    outlet.tickets.insert(message.ticket)
    underWay.enter()
    if let request = request(message, outlet.target) {
      outlet.idle.removeLast()
      outlets[message.target] = outlet
      let seconds = outlet.target.timeoutSeconds
      slot.async { [self] in
        let attempt = attempt(request, seconds)
        thread.async { [self] in ended(message, slot, permit, attempt) }
      }
    } else {
      outlet.breaker.gaveBack(permit, at: now)
      outlets[message.target] = outlet
      let reason = "it is not for this target any more, as the configuration has changed"
      note(message, .unsendable(reason), .dead(reason))
    }
    return true
  }

  private func request(_ message: StoredMessage, _ target: WriteBackTarget) -> OutgoingRequest? {
    guard var notice = Notice(id: message.id, json: message.payload) else { return nil }
    // A system that keeps one priority is told how the ticket stands when it is told: an old message that is sent again
    // does not undo a newer one. Webhooks say what happened, in its order.
    if target.system != .webhook, let facts = outbox.facts(ofTicket: message.ticket) { notice.facts = facts }
    return target.request(for: notice, now: outbox.wallNow)
  }

  /// Sends a request, on a thread for that.
  private func attempt(_ request: OutgoingRequest, _ seconds: Double) -> DeliveryAttempt {
    do {
      let reply = try send(request, seconds)
      let wait = reply.field("Retry-After").flatMap { RetryAfter.seconds($0, now: outbox.wallNow) }
      return .answered(status: reply.status, retryAfterSeconds: wait)
    } catch {
      return error.kind == .unsendable ? .unsendable(error.detail) : .failed(error.detail)
    }
  }

  private func ended(
    _ message: StoredMessage, _ slot: DispatchQueue, _ permit: CircuitBreaker.Permit, _ attempt: DeliveryAttempt
  ) {
    guard var outlet = outlets[message.target] else { return }
    outlet.idle.append(slot)
    let (wasClosed, now) = (outlet.isClosed, outbox.now)
    if attempt.isReceiverAtFault {
      outlet.breaker.failed(permit, at: now, retryAfterSeconds: attempt.retryAfterSeconds)
    } else if case .unsendable = attempt {
      outlet.breaker.gaveBack(permit, at: now)
    } else {
      outlet.breaker.succeeded(permit)
    }
    log(outlet, wasClosed: wasClosed, attempt)
    outlets[message.target] = outlet
    let verdict = outlet.target.retries.verdict(
      attempt, id: message.id, attempts: message.attempts + 1, since: message.pendingSince, now: now)
    note(message, attempt, verdict)
    look()
  }

  private func log(_ outlet: Outlet, wasClosed: Bool, _ attempt: DeliveryAttempt) {
    let name = outlet.target.name
    if wasClosed, !outlet.isClosed {
      logger.warning(
        "a target fails, and is left alone for a while", metadata: ["target": "\(name)", "reason": "\(attempt)"])
    } else if !wasClosed, outlet.isClosed {
      logger.notice("a target does its work again", metadata: ["target": "\(name)"])
    }
  }
}
