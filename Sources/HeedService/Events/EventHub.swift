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
    thread.async { [board] in board.publish(news) }
  }

  /// What was told before is not so: all is to be loaded anew.
  func reset() {
    thread.async { [board] in board.reset() }
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
