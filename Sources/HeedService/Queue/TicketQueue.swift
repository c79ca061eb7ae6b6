import Dispatch
import FrontDoors
import HTTPClient
import Logging
import Queueing
import Storage
import Synchronization

/// The waiting line of a service: takes commands from all threads, has one thread carry them out, and shows all threads
/// the line as it was after the last.
///
/// Commands that wait together are carried out in one transaction, and answered once it is durable: the more come, the
/// less each costs.
final class TicketQueue: Sendable {
  /// What a command is answered with: on the queue's own thread, or where it is refused, on the one that finds it so.
  typealias Reply = @Sendable (Answer) -> Void

  /// A command that waits for its turn, or for something to do.
  struct Pending: Sendable {
    let command: any QueueCommand
    /// Whether there is still somebody to answer.
    let isWanted: @Sendable () -> Bool
    let reply: Reply
    /// When it came, in monotonic nanoseconds.
    let since = MonotonicClock.now
  }

  private struct Shared {
    var pending: [Pending] = []
    var isScheduled = false
    var isStopped = false
    var status = QueueStatus.opening
    /// When the transaction under way began, in monotonic nanoseconds; nil where there is none.
    var busySince: UInt64?
    var snapshot: QueueSnapshot
  }

  /// Most commands that wait for the writer; further ones are answered 503.
  static let mostPending = 20_000

  let clock: QueueClock
  let configuration: QueueConfiguration
  let memory: MemoryConfiguration
  /// Customers that were asked for lately.
  let customers: CustomerCache
  let metrics = CommitFigures()
  /// Those who are told what becomes of tickets.
  let events: EventHub
  /// The policy in force.
  let policy: @Sendable () -> LoadedPolicy
  /// Other systems that are told what becomes of tickets.
  let targets: [WriteBackTarget]
  /// The writer's own thread.
  let thread = DispatchQueue(label: "heed.queue")
  private let shared: Mutex<Shared>
  private let generation = Atomic<Int>(0)
  /// Used on ``thread`` only.
  let writer: QueueWriter
  private let reader = QueueReader()
  /// Scores those who wait again when something changes that they were scored with.
  let rescorer: Rescorer
  /// How long a command may wait for the writer; then it is answered 503, and so are those that come.
  private let mostBehind: UInt64
  private let watch = Mutex<OverdueWatch?>(nil)
  private let worker = Mutex<WriteBackWorker?>(nil)
  private let logger: Logger

  /// Nothing is opened before ``start()``.
  ///
  /// - Parameters:
  ///   - clock: the time that it goes by.
  ///   - mostSecondsBehind: how long a command may wait for its turn.
  ///   - targets: other systems that are told what becomes of tickets.
  ///   - policy: the policy in force.
  ///   - open: opens the store.
  init(
    _ configuration: QueueConfiguration, memory: MemoryConfiguration = MemoryConfiguration(), logger: Logger,
    clock: QueueClock = QueueClock(), mostSecondsBehind: Double = 5, targets: [WriteBackTarget] = [],
    policy: @escaping @Sendable () -> LoadedPolicy, open: @escaping @Sendable () throws -> any Store
  ) {
    self.configuration = configuration
    self.memory = memory
    self.policy = policy
    self.targets = targets
    self.logger = logger
    customers = CustomerCache(most: memory.cachedCustomers)
    events = EventHub(start: Int(clock.now * 1000))
    rescorer = Rescorer(policy: policy)
    self.clock = clock
    mostBehind = UInt64(mostSecondsBehind * 1e9)
    shared = Mutex(Shared(snapshot: .empty(configuration)))
    writer = QueueWriter(configuration, memory: memory, logger: logger, policy: policy, open: open)
  }

  /// Opens the store and reads the line. Waits for that, but not for long: the service answers the rest meanwhile.
  func start(waitingAtMost seconds: Double = 30) {
    let isTried = DispatchSemaphore(value: 0)
    let look = OverdueWatch(everySeconds: min(0.5, Double(mostBehind) / 2e9)) { [weak self] in self?.refuseOverdue() }
    watch.withLock { $0 = look }
    thread.async { [self] in
      writer.start(self)
      isTried.signal()
    }
    _ = isTried.wait(timeout: .now() + seconds)
    guard !targets.isEmpty else { return }
    let client = HTTPClient()
    let worker = WriteBackWorker(targets, outbox: self, logger: logger) { request, seconds throws(HTTPClientError) in
      try client.send(request, deadlineSeconds: seconds)
    }
    self.worker.withLock { $0 = worker }
    worker.start()
  }

  /// Has a command carried out.
  ///
  /// - Parameter isWanted: asked before a command that had to wait for a ticket is given one: a client that has gone is
  ///   not to hold one until its lease ends.
  func submit(
    _ command: any QueueCommand, isWanted: @escaping @Sendable () -> Bool = { true }, reply: @escaping Reply
  ) {
    let pending = Pending(command: command, isWanted: isWanted, reply: reply)
    let refusal: Problem? = shared.withLock { shared in
      if shared.isStopped { return .queueStopped }
      if shared.pending.count >= Self.mostPending || isOverdue(shared.pending.first, at: pending.since) {
        return .queueOverloaded
      }
      shared.pending.append(pending)
      if !shared.isScheduled {
        shared.isScheduled = true
        thread.async { [self] in writer.work(self) }
      }
      return nil
    }
    if let refusal { reply(.retrying(refusal)) }
  }

  /// Whether those who came first have waited for too long.
  private func isOverdue(_ first: Pending?, at now: UInt64) -> Bool {
    first.map { now > $0.since + mostBehind } ?? false
  }

  /// Answers those whose turn has not come in time. Nothing has been done of what they asked for.
  private func refuseOverdue() {
    let now = MonotonicClock.now
    let overdue: ArraySlice<Pending> = shared.withLock { shared in
      let overdue = shared.pending.prefix { isOverdue($0, at: now) }
      shared.pending.removeFirst(overdue.count)
      return overdue
    }
    for pending in overdue { pending.reply(.retrying(.queueOverloaded)) }
  }

  /// Has something looked up in the store, on a thread for that.
  func read(_ look: @escaping @Sendable (QueueReader.Context) throws -> Answer, reply: @escaping Reply) {
    reader.read(self, look, reply)
  }

  /// Does at once what time has brought about, as a timer does a few times a second: for a clock that goes faster than
  /// that, as where the past is played again. Returns when that is done, and those are scored again whom it concerns.
  func keepUp() {
    thread.sync { writer.tick(self) }
    rescorer.waitUntilIdle()
  }

  /// Answers those who wait for tickets that there are none, carries out what has come, and lets go of the store.
  ///
  /// - Parameter seconds: how long what is being sent to other systems may take to end. What has not by then is sent again
  ///   after the next start.
  func stop(sendingWithinSeconds seconds: Double = 2) {
    worker.withLock { $0.take() }?.stop(withinSeconds: seconds)
    shared.withLock { $0.isStopped = true }
    thread.sync { writer.stop(self) }
    watch.withLock { $0 = nil }
  }

  /// Answers those who wait for tickets that there are none: nobody is to hold up a service that stops.
  func dismissWaiting() {
    thread.async { [self] in writer.dismissWaiting() }
  }
}

// What all threads may look at.
extension TicketQueue {
  /// Puts what other systems are told into the outbox; nil where there are none.
  var outgoing: OutgoingNotices? {
    targets.isEmpty ? nil : OutgoingNotices(maker: NoticeMaker(targets: targets), policy: policy().policy)
  }

  /// Sends to them; nil where there are none.
  var writeBack: WriteBackWorker? { worker.withLock { $0 } }

  /// A number that changes with each snapshot.
  var snapshotGeneration: Int { generation.load(ordering: .acquiring) }

  /// The line after the last commit.
  var snapshot: QueueSnapshot { shared.withLock { $0.snapshot } }

  /// Whether the queue does its work.
  var status: QueueStatus {
    let (status, busySince) = shared.withLock { ($0.status, $0.busySince) }
    let now = MonotonicClock.now
    guard status == .ready, let busySince, now > busySince + mostBehind else { return status }
    let seconds = (now - busySince) / 1_000_000_000
    return .failing(StorageError(.failed, "the store has not answered for \(seconds) seconds: see its disk"))
  }

  /// What a request may be scored with besides.
  ///
  /// - Parameter depth: how customers are looked up who are not in the cache.
  func recall(_ snapshot: QueueSnapshot, _ depth: Recall.Depth) -> Recall {
    Recall(cache: customers, snapshot: snapshot, repeatSeconds: memory.repeatDays * 86_400, depth: depth)
  }

  /// Whether those who look things up are to be spared: there are more of them than can be answered soon.
  var isReaderBusy: Bool { reader.isBusy }

  /// The store as readers have it; nil while there is none.
  var store: (any Store)? { writer.store }
}

// What the writer says.
extension TicketQueue {
  /// Whether nothing is taken any more.
  var isStopped: Bool { shared.withLock { $0.isStopped } }

  /// Takes at most `most` of the commands that wait; with none of them the writer rests until one comes.
  func take(_ most: Int) -> [Pending] {
    shared.withLock { shared in
      let taken = Array(shared.pending.prefix(most))
      shared.pending.removeFirst(taken.count)
      if taken.isEmpty { shared.isScheduled = false }
      return taken
    }
  }

  /// A transaction begins, or with nil has ended.
  func noteTransaction(since start: UInt64?) {
    shared.withLock { $0.busySince = start }
  }

  func publish(_ snapshot: QueueSnapshot) {
    shared.withLock { $0.snapshot = snapshot }
    generation.add(1, ordering: .releasing)
  }

  /// - Returns: whether that is news.
  @discardableResult
  func note(_ status: QueueStatus) -> Bool {
    shared.withLock { shared in
      defer { shared.status = status }
      return shared.status != status
    }
  }
}
