import Dispatch
import FrontDoors
import HTTPClient
import Logging
import Storage
import Synchronization

/// Sends the messages of the outbox to their targets: those on one ticket to one target in their order, those on different
/// tickets beside each other, and each again until it is taken or given up.
///
/// A message is forgotten only when the store knows that it was taken. So one may come twice, as where the process was
/// killed in between, and none is lost.
final class WriteBackWorker: @unchecked Sendable {
  // Unchecked: all but `shared` and `isWoken` is touched on the worker's thread only.

  /// Sends a request and waits for the answer, for so many seconds at most.
  typealias Send = @Sendable (OutgoingRequest, Double) throws(HTTPClientError) -> HTTPReply

  /// Longest that it goes without a look at the outbox, in seconds.
  static let mostRest = 5.0
  /// How long a store that fails is left alone, and how old counts may be, in seconds.
  static let pause = 1.0

  let outbox: any OutboxAccess
  let logger: Logger
  let send: Send
  let thread = DispatchQueue(label: "heed.outbox")
  /// What is being sent, or has been and is not stored yet.
  let underWay = DispatchGroup()

  var outlets: [String: Outlet]
  /// Targets that there are messages for, and that the configuration no longer has.
  var strangers: Set<String> = []
  /// What is to be stored next.
  var outcomes: [DeliveryOutcome] = []
  /// Messages that are given up without another attempt as soon as that is stored.
  var expiring: Set<Int64> = []
  /// Where the search for what is given up goes on, by target.
  var swept: [String: Int64] = [:]
  var isSettling = false
  /// Whether what became of messages could not be stored: no more are sent until it can.
  var isStoreFailing = false
  var isStopping = false
  private var timer: (any DispatchSourceTimer)?
  private var nextCount = 0.0
  /// Whether counts are to be taken as soon as they may.
  private var mustCount = false
  private var hasLoggedFailure = false
  private let isWoken = Atomic<Bool>(false)
  private let shared: Mutex<WriteBackFigures>

  /// - Parameters:
  ///   - targets: whom messages are sent to.
  ///   - parallel: how many are sent to each at once at most.
  init(
    _ targets: [WriteBackTarget], parallel: Int = WriteBackConfiguration.parallel, outbox: any OutboxAccess,
    logger: Logger, send: @escaping Send
  ) {
    outlets = Dictionary(uniqueKeysWithValues: targets.map { ($0.name, Outlet($0, parallel: parallel)) })
    shared = Mutex(WriteBackFigures(targets))
    self.outbox = outbox
    self.logger = logger
    self.send = send
  }

  /// How the targets do.
  var figures: WriteBackFigures { shared.withLock { $0 } }

  /// Begins with what is stored, if there is anything.
  func start() {
    thread.async { [self] in
      let timer = DispatchSource.makeTimerSource(queue: thread)
      timer.setEventHandler { [weak self] in self?.look() }
      self.timer = timer
      look()
      timer.activate()
    }
  }

  /// Has a look at once: messages were put into the outbox. Costs next to nothing where it is about to look anyway.
  func wake() {
    guard !isWoken.exchange(true, ordering: .acquiringAndReleasing) else { return }
    thread.async { [self] in look() }
  }

  /// Sends to a target again, also if it was left alone: somebody says that it is back.
  func tryAgain(_ target: String) {
    thread.async { [self] in
      outlets[target]?.breaker.close()
      look()
    }
  }

  /// Starts nothing more, and waits for what is under way. What has not ended by then is sent again after the next start.
  /// Not for the queue's own thread, which stores what becomes of it.
  func stop(withinSeconds seconds: Double) {
    thread.sync {
      isStopping = true
      // A timer that was never activated must not be let go of.
      timer?.cancel()
      timer = nil
    }
    _ = underWay.wait(timeout: .now() + seconds)
  }

  /// Does what there is to do, and sleeps until there is more.
  func look() {
    // Before the look: what comes meanwhile asks for another.
    isWoken.store(false, ordering: .sequentiallyConsistent)
    if isStopping { return }
    do {
      try count()
      if !isStoreFailing { try sendDue() }
      rest(try secondsToRest())
      hasLoggedFailure = false
    } catch {
      if !hasLoggedFailure { logger.error("the outbox cannot be read", metadata: ["detail": "\(error)"]) }
      hasLoggedFailure = true
      rest(Self.pause)
    }
    share()
  }

  func share(_ outcomes: [DeliveryOutcome] = []) {
    shared.withLock { figures in
      figures.count(outcomes)
      for outlet in outlets.values { figures.take(outlet.target.name, outlet.breaker.state) }
    }
  }

  private func rest(_ seconds: Double) {
    timer?.schedule(deadline: .now() + seconds, leeway: .milliseconds(5))
  }

  /// Takes stock, if that was not done just now.
  private func count() throws {
    let now = outbox.now
    mustCount = now < nextCount
    guard !mustCount, let counts = try outbox.read({ try $0.outboxCounts() }) else { return }
    nextCount = now + Self.pause
    strangers = Set(counts.keys).subtracting(outlets.keys)
    shared.withLock { $0.take(counts) }
    try expire(counts, at: now)
  }

  private func secondsToRest() throws -> Double {
    let now = outbox.now
    var times = outlets.values.compactMap(\.breaker.reopensAt).filter { $0 > now }
    if mustCount { times.append(nextCount) }
    let resting = strangers.union(outlets.values.filter { $0.capacity(at: now) == 0 }.map(\.target.name))
    if let next = try outbox.read({ try $0.nextMessageAt(excluding: resting) }) ?? nil {
      // What is due and was not sent is under way: the end of that has it looked at.
      times.append(next > now ? next : now + Self.pause)
    }
    return min(max(0.001, (times.min() ?? .infinity) - now), Self.mostRest)
  }
}
