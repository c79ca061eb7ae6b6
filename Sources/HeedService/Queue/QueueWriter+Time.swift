import Logging
import Queueing
import Storage
import Synchronization

// What happens by itself.
extension QueueWriter {
  func tick(_ queue: TicketQueue) {
    let now = MonotonicClock.now
    waiting.dismissLate(at: now)
    guard let store else { return tryAgain(now, queue) { openStore(queue) } }
    if case .failing = queue.status { return tryAgain(now, queue) { probe(store, queue) } }
    context.now = queue.clock.now
    if context.state.expired(at: context.now) != nil {
      carryOut([], queue)
      wake(queue)
    }
    watch(queue)
    if mustScrub { scrub(store) }
    prune(store, queue)
    count(store)
    show(queue)
  }

  /// Has what watchers have to say stored, and then said.
  func watch(_ queue: TicketQueue) {
    guard let command = watchers.advance(policy(), at: context.now) else { return }
    carryOut([TicketQueue.Pending(command: command, isWanted: { true }, reply: { _ in })], queue)
  }

  /// Looks up how many customers there are, if that may have changed.
  func count(_ store: any Store) {
    guard customers.isOld, let count = try? store.read({ try $0.customerCount() }) else { return }
    customers = (count, false)
  }

  func tryAgain(_ now: UInt64, _ queue: TicketQueue, _ attempt: () -> Void) {
    guard now >= nextTrial else { return }
    attempt()
    // Looking through a damaged database takes long, and is not to be all that the disk does.
    let end = MonotonicClock.now
    nextTrial = end + max(1_000_000_000, 2 * (end - now))
    // What ended meanwhile, leases above all, may be what somebody waits for.
    wake(queue)
  }

  /// Finds out whether a store that failed can be written again.
  func probe(_ store: any Store, _ queue: TicketQueue) {
    do {
      _ = try transact([ProbeCommand()], store, queue)
      follow(store, queue)
      show(queue)
    } catch {
      queue.note(.failing(error as? StorageError ?? StorageError(.failed, "\(error)")))
    }
  }

  /// Deletes what has been over for long enough, a little at a time.
  func prune(_ store: any Store, _ queue: TicketQueue) {
    guard context.now >= nextPruning else { return }
    let deadline = context.now - configuration.keepHours * 3600
    do {
      let count = try store.transact { try prune($0, finishedBefore: deadline) }
      nextPruning = context.now + (count == Self.mostPruned ? 1 : 60)
      forget(agentsUnseenSince: deadline, queue)
    } catch {
      nextPruning = context.now + 60
      logger.warning("old tickets cannot be deleted", metadata: ["error": "\(error)"])
      noteDoubt(error)
      fail([], error, store, queue)
    }
  }

  func prune(_ transaction: any StoreTransaction, finishedBefore deadline: Double) throws -> Int {
    let memoryDeadline = context.now - memory.keepDays * 86_400
    try transaction.pruneIncidents(endedBefore: memoryDeadline)
    return max(
      try transaction.prune(finishedBefore: deadline, limit: Self.mostPruned),
      try transaction.pruneMemory(before: memoryDeadline, limit: Self.mostPruned),
      try transaction.pruneOutbox(deadBefore: memoryDeadline, limit: Self.mostPruned),
      try transaction.pruneStories(
        sharedBefore: context.now - memory.storyDays * 86_400, limit: Self.mostPruned))
  }

  /// Agents of whom nothing was heard for as long as tickets are kept have gone: whoever has a new name each day is not to
  /// fill the memory.
  func forget(agentsUnseenSince deadline: Double, _ queue: TicketQueue) {
    let gone = context.state.agents.values.filter {
      $0.seenAt < deadline && context.state.leaseCount(agent: $0.id) == 0
    }
    guard !gone.isEmpty else { return }
    carryOut(
      gone.map { TicketQueue.Pending(command: RemoveAgentCommand(id: $0.id), isWanted: { true }, reply: { _ in }) },
      queue)
  }

  func openStore(_ queue: TicketQueue) {
    do {
      let store = try open()
      do {
        var recovered = QueueContext(configuration)
        try recovered.recover(from: store, queue.clock)
        try store.read { try watchers.recover(from: $0, policy(), at: recovered.now) }
        context = recovered
      } catch {
        store.close()
        throw error
      }
      opened.withLock { $0 = store }
      // Something may have been erased just before the last stop.
      mustScrub = true
      queue.note(.ready)
      (nextOutlook, nextTable) = (0, 0)
      show(queue)
      queue.rescorer.add(watchers.standing, queue)
      if context.clockLeapSeconds > 0.1 {
        logger.warning(
          "the wall clock is behind what is stored; the queue goes on from there",
          metadata: ["seconds": "\(context.clockLeapSeconds)"])
      }
      logger.notice(
        "the queue is open",
        metadata: ["waiting": "\(context.state.line.count)", "leased": "\(context.state.leases.count)"])
    } catch {
      let failure = error as? StorageError ?? StorageError(.failed, "\(error)")
      queue.metrics.failed(failure.kind)
      if queue.note(.failing(failure)) {
        logger.error("the store cannot be opened", metadata: ["detail": "\(failure.detail)"])
      }
    }
  }
}
