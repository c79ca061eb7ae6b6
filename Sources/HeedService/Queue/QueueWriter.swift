import Dispatch
import FrontDoors
import Logging
import Queueing
import Scoring
import Storage
import Synchronization

/// Carries out the commands of a queue, on the queue's own thread alone but for ``store``.
///
/// State and store change together: a copy of the state, which costs little, is kept through each transaction, and is
/// gone back to where that fails.
final class QueueWriter: @unchecked Sendable {
  // Unchecked: all but `store` is touched on the queue's thread only.

  /// Most commands of one transaction: so many share a commit that its cost no longer shows.
  static let mostTogether = 512
  static let tickSeconds = 0.25
  /// Most of a kind that one transaction deletes because they are old.
  static let mostPruned = 1000

  let open: @Sendable () throws -> any Store
  let logger: Logger
  let configuration: QueueConfiguration
  let memory: MemoryConfiguration
  let policy: @Sendable () -> LoadedPolicy
  let watchers: Watchers
  let opened = Mutex<(any Store)?>(nil)
  var context: QueueContext
  var table = ForecastTable.empty
  /// When rates may be taken, and forecasts made, again.
  var nextOutlook: UInt64 = 0
  var nextTable: UInt64 = 0
  /// Claims that wait for tickets, those that came first first.
  var waiting = WaitingClaims()
  var timer: (any DispatchSourceTimer)?
  /// How many customers are stored, and whether that may have changed since.
  var customers = (count: 0, isOld: true)
  var nextTrial: UInt64 = 0
  var nextPruning = 0.0
  /// Whether something that was erased may still be in the log of changes.
  var mustScrub = false
  /// Whether state and store may differ, so that the next transaction begins with what the store has.
  var mayDiffer = false
  /// Whether those who listen to events are to load all anew, as soon as it is to be seen.
  var mustReset = false
  /// News of tickets that are durable and not told yet.
  var news: [TicketNews] = []
  /// Whether claims that find no ticket are no longer to wait for one.
  var isStopping = false

  init(
    _ configuration: QueueConfiguration, memory: MemoryConfiguration, logger: Logger,
    policy: @escaping @Sendable () -> LoadedPolicy, open: @escaping @Sendable () throws -> any Store
  ) {
    self.configuration = configuration
    self.memory = memory
    self.policy = policy
    watchers = Watchers(policy().policy.settings, memory)
    self.logger = logger
    self.open = open
    context = QueueContext(configuration)
  }

  /// The store; nil while it is not open.
  var store: (any Store)? { opened.withLock { $0 } }

  func start(_ queue: TicketQueue) {
    openStore(queue)
    let timer = DispatchSource.makeTimerSource(queue: queue.thread)
    timer.schedule(deadline: .now() + Self.tickSeconds, repeating: Self.tickSeconds, leeway: .milliseconds(20))
    timer.setEventHandler { [weak self, weak queue] in if let self, let queue { tick(queue) } }
    timer.resume()
    self.timer = timer
  }

  /// Carries out the commands that wait, as many as share a transaction; for the rest it gets in line behind the timer,
  /// which must have its turn however many come.
  func work(_ queue: TicketQueue) {
    if workOnce(queue) { queue.thread.async { [self] in work(queue) } }
  }

  /// - Returns: whether there was something to do.
  func workOnce(_ queue: TicketQueue) -> Bool {
    let batch = queue.take(Self.mostTogether)
    if batch.isEmpty { return false }
    carryOut(batch, queue)
    wake(queue)
    return true
  }

  func stop(_ queue: TicketQueue) {
    isStopping = true
    timer?.cancel()
    timer = nil
    while workOnce(queue) {}
    dismissWaiting()
    queue.note(.stopped)
    opened.withLock { $0.take() }?.close()
  }

  func dismissWaiting() {
    isStopping = true
    waiting.dismissAll()
  }
}

// Carrying out.
extension QueueWriter {
  func carryOut(_ batch: [TicketQueue.Pending], _ queue: TicketQueue) {
    // A store that has failed is tried by itself, once a second, and not with everybody's commands.
    guard let store, queue.status.reason == nil else {
      let reason = queue.status.reason ?? "the store is not open"
      return batch.forEach { $0.reply(.retrying(.queueUnavailable(reason))) }
    }
    do {
      let answers = try transact(batch.map(\.command), store, queue)
      customers.isOld = true
      follow(store, queue)
      show(queue)
      for (pending, answer) in zip(batch, answers) {
        if let answer { pending.reply(answer) } else { park(pending) }
      }
    } catch {
      fail(batch, error, store, queue)
    }
  }

  /// Carries out commands in one transaction, after the leases that have ended.
  func transact(
    _ commands: [any QueueCommand], _ store: any Store, _ queue: TicketQueue
  ) throws -> [Answer?] {
    let start = MonotonicClock.now
    queue.noteTransaction(since: start)
    defer { queue.noteTransaction(since: nil) }
    if mayDiffer {
      try context.reconcile(with: store, queue.clock)
      try store.read { try watchers.recover(from: $0, policy(), at: context.now) }
      queue.customers.removeAll()
      mayDiffer = false
      (nextOutlook, nextTable) = (0, 0)
      mustReset = true
      logger.notice("the line was read from the store again", metadata: ["waiting": "\(context.state.line.count)"])
    }
    let before = context
    do {
      let answers = try store.transact { transaction in
        context.now = queue.clock.now
        context.watchers = watchers
        context.outgoing = queue.outgoing
        try expire(transaction)
        return try commands.map { try $0.apply(&context, transaction) }
      }
      queue.metrics.committed(commands.count, nanoseconds: MonotonicClock.now - start)
      if queue.note(.ready) { logger.notice("the store does its work again") }
      return answers
    } catch {
      context = before
      noteDoubt(error)
      throw error
    }
  }

  /// The copy that is gone back to is right only where the store has gone back, too.
  func noteDoubt(_ error: any Error) {
    guard let error = error as? StorageError else { return }
    if error.mayBeDurable || error.kind == .conflict || error.kind == .corrupt || error.kind == .failed {
      mayDiffer = true
    }
  }

  /// Tickets whose leases have ended wait again.
  func expire(_ transaction: any StoreTransaction) throws {
    while let lease = context.state.expired(at: context.now) {
      _ = context.state.release(fence: lease.fence, at: context.now)
      try transaction.release(number: lease.place.number)
      context.figures.expired += 1
      if let ticket = try transaction.ticket(number: lease.place.number) {
        try context.tell(TicketNews(ticket, state: .waiting), transaction)
      }
    }
  }

  /// Has those know of a change who watch, now that it is durable and before it is answered.
  func follow(_ store: any Store, _ queue: TicketQueue) {
    let effects = context.effects
    context.effects = []
    var causes: [Rescorer.Cause] = []
    for effect in effects {
      switch effect {
      case .customer(let id): queue.customers.remove(id, isIdentity: false)
      case .identity(let text): queue.customers.remove(text, isIdentity: true)
      case .rescore(let customer): causes.append(.customer(customer))
      case .scrub: scrub(store)
      case .ticket(let changed): news.append(changed)
      case .outbox: queue.writeBack?.wake()
      case .outboxRevived(let target): queue.writeBack?.tryAgain(target)
      default: causes += watchers.take(effect)
      }
    }
    guard !causes.isEmpty else { return }
    // What they are scored with is to be seen before they are.
    show(queue)
    queue.rescorer.add(causes, queue)
  }

  /// Takes what was erased out of the files; where somebody reads an older state all the while, at the next tick.
  func scrub(_ store: any Store) {
    do {
      mustScrub = try !store.scrub()
    } catch {
      mustScrub = true
      logger.warning(
        "what was erased may be in the log of changes until the next checkpoint", metadata: ["error": "\(error)"])
    }
  }

  func fail(
    _ batch: [TicketQueue.Pending], _ error: any Error, _ store: any Store, _ queue: TicketQueue
  ) {
    let failure = error as? StorageError ?? StorageError(.failed, "\(error)")
    // One that the store refuses must not take the others with it. Nothing of the batch was done, so nothing is done
    // twice; where that is not sure, all are told, and those who ask again learn what became of it.
    let isOfOne = failure.isRefusal || !(error is StorageError)
    if batch.count > 1, isOfOne, !failure.mayBeDurable { return batch.forEach { carryOut([$0], queue) } }
    queue.metrics.failed(failure.kind)
    if batch.count == 1, isOfOne, failure.kind != .conflict {
      logger.error("a request was refused by the store", metadata: ["detail": "\(failure.detail)"])
      let problem = Problem.unstorable(failure.detail)
      return batch[0].reply(
        failure.kind == .unstorable ? Answer(problem) : .retrying(.queueUnavailable(failure.detail)))
    }
    note(failure, queue)
    for pending in batch { pending.reply(.retrying(.queueUnavailable(failure.detail))) }
  }

  /// The store fails: until it can be written again, it is left alone but for a trial now and then.
  func note(_ failure: StorageError, _ queue: TicketQueue) {
    nextTrial = MonotonicClock.now + 1_000_000_000
    if queue.note(.failing(failure)) {
      logger.error("the store fails", metadata: ["kind": "\(failure.kind.rawValue)", "detail": "\(failure.detail)"])
    }
  }

  func park(_ pending: TicketQueue.Pending) {
    if pending.command.patience <= MonotonicClock.now || isStopping {
      pending.reply(pending.command.lateAnswer)
    } else {
      waiting.add(pending)
    }
  }

  /// Has those try again who waited for what has happened.
  func wake(_ queue: TicketQueue) {
    while context.state.line.count > 0, !waiting.isEmpty, queue.status.reason == nil {
      let able = waiting.takeAble(context, most: min(context.state.line.count, Self.mostTogether))
      if able.isEmpty { return }
      carryOut(able, queue)
    }
  }
}
