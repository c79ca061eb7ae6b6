import FrontDoors
import HTTPWire
import Storage

/// What a webhook asks for, done once: the same delivery again changes nothing, and is answered as it stands now.
struct HookCommand: QueueCommand {
  /// What changes the line.
  let command: any QueueCommand
  let outcome: HookAnswer.Outcome
  let hook: Hook
  let order: HookOrder
  let policy: LoadedPolicy

  /// What keys of deliveries begin with, and those of clients must not.
  static let keyPrefix = "hook:"

  func apply(_ context: inout QueueContext, _ transaction: any StoreTransaction) throws -> Answer? {
    let key = order.delivery.map { "\(Self.keyPrefix)\(hook.name):\($0)" }
    if let key, let known = try transaction.request(idempotencyKey: key) {
      guard let ticket = try transaction.ticket(number: known.number) else {
        return hook.answer(outcome, order, nil, isDuplicate: true)
      }
      // What it was about then: since that is over, the order may be about the id that the ticket would come back under.
      var order = order
      order.ticket = ticket.id
      return hook.answer(outcome, order, facts(ticket, context), isDuplicate: true)
    }
    guard let answer = try command.apply(&context, transaction) else { return nil }
    guard (200..<300).contains(answer.head.status.rawValue), let ticket = try transaction.ticket(id: order.ticket)
    else {
      return answer
    }
    if let key {
      let digest = order.request.withUnsafeBytes { DecisionID(request: $0, seed: 0).bytes }
      try transaction.remember(idempotencyKey: key, number: ticket.number, digest: digest, at: context.now)
    }
    // An enqueued ticket that was there already, with the same facts.
    let isDuplicate = outcome == .enqueued && answer.head.status == .ok
    return hook.answer(outcome, order, facts(ticket, context), isDuplicate: isDuplicate)
  }

  private func facts(_ ticket: StoredTicket, _ context: QueueContext) -> DecisionFacts {
    var facts = DecisionFacts(ticket, wait: nil, policy.policy, at: context.now)
    if ticket.state == .waiting { facts.suggestedWaitSeconds = ticket.forecast.p50Seconds }
    return facts
  }
}

extension HookAnswer.Outcome {
  /// What is done of what is asked for.
  init(_ action: HookOrder.Action) {
    self =
      switch action {
      case .enqueue: .enqueued
      case .score: .scored
      case .update: .updated
      case .abandon: .abandoned
      case .complete: .completed
      case .ignore: .ignored
      }
  }
}

extension Hook {
  /// What its system is answered.
  func answer(
    _ outcome: HookAnswer.Outcome, _ order: HookOrder, _ facts: DecisionFacts?, isDuplicate: Bool = false,
    reason: String? = nil
  ) -> Answer {
    let body = HookAnswer.body(
      for: system, outcome, ticket: order.ticket, facts: facts, isDuplicate: isDuplicate, reason: reason,
      warnings: order.warnings, priority: priority)
    guard let body else { return Answer(head: ResponseHead(.noContent), body: []) }
    return Answer(head: ResponseHead(.ok, contentType: MediaType.json), body: body)
  }

  /// What its system is answered where the line had another answer: a ticket that is not there, or no longer, is no
  /// reason to send the webhook again, nor to give the hook up.
  func settle(_ answer: Answer, _ order: HookOrder) -> Answer {
    switch answer.head.status {
    case .notFound: self.answer(.ignored, order, nil, reason: "the ticket \(order.ticket) is not known here")
    case .conflict, .preconditionFailed, .gone:
      self.answer(.ignored, order, nil, reason: "the ticket \(order.ticket) is over, or was changed meanwhile")
    default: answer
    }
  }

  /// How urgent a ticket is in the system's words.
  func priority(_ facts: DecisionFacts) -> HookAnswer.Priority {
    HookAnswer.Priority(name: names?.name(for: facts), number: PriorityNumber.percent(for: facts))
  }

  private var names: PriorityNames? {
    switch system {
    case .chatwoot: .chatwoot
    case .zammad: .zammad
    case .zendesk: .zendesk
    case .twilio, .requestTracker, .generic: nil
    }
  }
}
