import Dispatch
import FrontDoors
import Logging
import Storage

extension WriteBackWorker {
  /// Most messages that are looked through at once for those to be given up.
  private static let pageSize = 200
  /// Longest reason that is stored, in characters.
  private static let mostReason = 300

  /// Notes what became of a message that is under way.
  func note(_ message: StoredMessage, _ attempt: DeliveryAttempt?, _ verdict: RetryPolicy.Verdict) {
    let reason = String((attempt.map { "\($0)" } ?? "").prefix(Self.mostReason))
    let result: DeliveryOutcome.Result =
      switch verdict {
      case .delivered: .delivered
      case .retry(let at): .retry(at: at, error: reason)
      case .dead(let error): .dead(error: String(error.prefix(Self.mostReason)))
      }
    outcomes.append(
      DeliveryOutcome(
        number: message.number, id: message.id, target: message.target, ticket: message.ticket, at: outbox.now,
        status: attempt?.status, result: result))
    settle()
  }

  /// Has outcomes stored that have come since the last were: the more there are, the less each costs.
  private func settle() {
    guard !isSettling, !outcomes.isEmpty else { return }
    isSettling = true
    let batch = outcomes
    outcomes = []
    outbox.settle(batch) { [self] isDurable in
      thread.async { [self] in settled(batch, isDurable) }
    }
  }

  private func settled(_ batch: [DeliveryOutcome], _ isDurable: Bool) {
    isSettling = false
    guard isDurable || isStopping else {
      outcomes = batch + outcomes
      isStoreFailing = true
      thread.asyncAfter(deadline: .now() + Self.pause) { [self] in settle() }
      return
    }
    isStoreFailing = false
    for outcome in batch {
      if expiring.remove(outcome.number) == nil { outlets[outcome.target]?.tickets.remove(outcome.ticket) }
      underWay.leave()
      if isDurable, case .dead(let error) = outcome.result {
        logger.warning(
          "a message is given up",
          metadata: ["message": "\(outcome.id)", "target": "\(outcome.target)", "reason": "\(error)"])
      }
    }
    share(isDurable ? batch : [])
    settle()
    look()
  }

  /// Gives up what is too old, where nothing is sent by which that would come out.
  func expire(_ counts: [String: OutboxCounts], at now: Double) throws {
    for (name, count) in counts where outlets[name]?.isClosed != true {
      let retries = outlets[name]?.target.retries ?? RetryPolicy()
      guard let oldest = count.oldestCreatedAt, retries.isExpired(since: oldest, now: now) else { continue }
      let after = swept[name] ?? 0
      let page =
        try outbox.read {
          try $0.messages(state: .pending, target: name, after: after, limit: Self.pageSize)
        } ?? []
      swept[name] = page.count == Self.pageSize ? page.last?.number : nil
      for message in page where retries.isExpired(since: message.pendingSince, now: now) {
        if outlets[name]?.tickets.contains(message.ticket) == true { continue }
        guard expiring.insert(message.number).inserted else { continue }
        underWay.enter()
        let reason =
          outlets[name] == nil
          ? "given up: the configuration has no target of that name" : "given up: \(message.lastError ?? "never sent")"
        note(message, nil, .dead(reason))
      }
    }
  }
}
