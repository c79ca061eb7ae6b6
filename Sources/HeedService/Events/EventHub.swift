import Dispatch
import HTTPServer
import Synchronization

/// Tells those who listen to `GET /events` what becomes of tickets, each commit's news at once.
///
/// What a listener has missed for a moment is sent from a ring of the latest events; what is older is loaded anew. The
/// thread of the queue's writer only hands the news over.
final class EventHub: Sendable {
  private let thread = DispatchQueue(label: "heed.events")
  private let board: EventBoard
  private let count = Atomic<Int>(0)
  /// What is to be told next.
  private let unsent = Mutex(Unsent())

  private struct Unsent {
    var news: [TicketNews] = []
    var isScheduled = false
    /// Whether there is more than anybody keeps up with, so that all is to be loaded anew.
    var isTooMuch = false
  }

  /// News of so long are told together: what is sent to each listener costs per piece, not per event.
  private static let gathering = DispatchTimeInterval.milliseconds(40)
  /// Most news that are gathered.
  private static let mostUnsent = 50_000

  /// Most that listen at once; further ones are answered 503.
  static let mostListeners = 1000

  /// - Parameter start: tells the events of this run from those of another: a number that grows from start to start.
  init(start: Int) {
    board = EventBoard(start: start)
  }

  /// How many listen, as of a second ago.
  var listeners: Int { count.load(ordering: .relaxed) }

  /// What a commit has changed, in its order.
  func publish(_ news: [TicketNews]) {
    let mustSchedule = unsent.withLock { unsent in
      if unsent.news.count + news.count > Self.mostUnsent {
        unsent.news = []
        unsent.isTooMuch = true
      } else {
        unsent.news += news
      }
      defer { unsent.isScheduled = true }
      return !unsent.isScheduled
    }
    if mustSchedule { thread.asyncAfter(deadline: .now() + Self.gathering) { [self] in flush() } }
  }

  private func flush() {
    let ready = unsent.withLock { unsent in
      defer { unsent = Unsent() }
      return unsent
    }
    if ready.isTooMuch { board.reset() }
    if !ready.news.isEmpty { board.publish(ready.news) }
  }

  /// What was told before is not so: all is to be loaded anew.
  func reset() {
    thread.async { [self] in
      flush()
      board.reset()
    }
  }

  /// Somebody listens from now on.
  ///
  /// - Parameters:
  ///   - desk: the desk whose tickets are told; nil: all.
  ///   - last: the id of the last event that arrived, where the listener has been there before.
  ///   - look: how things stand, asked once a second while somebody listens.
  func add(
    _ stream: ResponseStream, desk: String?, after last: String?, look: @escaping @Sendable () -> EventBoard.Standing?
  ) {
    count.add(1, ordering: .relaxed)
    thread.async { [self] in
      flush()
      board.look = look
      board.add(stream, desk: desk, after: last)
      if board.timer == nil { begin() }
    }
  }

  /// Ends all streams: the service stops.
  func stop() {
    thread.sync { board.endAll() }
  }

  private func begin() {
    let timer = DispatchSource.makeTimerSource(queue: thread)
    timer.schedule(deadline: .now() + 1, repeating: 1, leeway: .milliseconds(50))
    timer.setEventHandler { [weak self] in
      guard let self else { return }
      board.tick()
      count.store(board.listenerCount, ordering: .relaxed)
    }
    timer.resume()
    board.timer = timer
  }
}
