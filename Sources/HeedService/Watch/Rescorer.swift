import Dispatch
import HTTPWire
import JSON
import Queueing
import Storage
import Synchronization

/// Scores tickets again that wait or are with an agent, when something changes that they were scored with: an incident on
/// their topic, their story, their customer. A page at a time, and the next one when all of a page have their place, so
/// that it never holds up those who ask for something themselves.
final class Rescorer: Sendable {
  enum Cause: Hashable, Sendable {
    case topic(String)
    case story(String)
    case customer(String)
  }

  private struct State {
    /// What is left to do, in its order, and the same as a set: a sweep of accounts has thousands.
    var causes: ArraySlice<Cause> = []
    var waiting: Set<Cause> = []
    var isRunning = false
    var rescored = 0
    var moved = 0
    var observer: (@Sendable (RescoringRound) -> Void)?
  }

  private static let pageSize = 100
  /// How long a store that fails is left alone.
  private static let pause = DispatchTimeInterval.seconds(1)

  private let state = Mutex(State())
  /// Where it goes on: a queue of its own has a thread at once, however busy the shared ones are.
  private let thread = DispatchQueue(label: "heed.rescorer")
  /// While anything is left to do.
  private let work = DispatchGroup()
  private let policy: @Sendable () -> LoadedPolicy

  init(policy: @escaping @Sendable () -> LoadedPolicy) {
    self.policy = policy
  }

  /// How many tickets were scored again, and how many of them got another tier, desk or head start.
  var figures: (rescored: Int, moved: Int) { state.withLock { ($0.rescored, $0.moved) } }

  /// Shows somebody what comes of it from now on, on the threads that do it. That costs looking for each ticket's position.
  func observe(_ observer: @escaping @Sendable (RescoringRound) -> Void) {
    state.withLock { $0.observer = observer }
  }

  /// Waits until nothing is left to do. Not for the queue's own threads.
  func waitUntilIdle() {
    if state.withLock(\.isRunning) { work.wait() }
  }

  func add(_ causes: [Cause], _ queue: TicketQueue) {
    let mustStart = state.withLock { state in
      for cause in causes where state.waiting.insert(cause).inserted { state.causes.append(cause) }
      if state.isRunning { return false }
      state.isRunning = true
      work.enter()
      return true
    }
    if mustStart { next(queue) }
  }

  private func next(_ queue: TicketQueue) {
    let cause: Cause? = state.withLock { state in
      guard let cause = state.causes.popFirst() else {
        state.isRunning = false
        work.leave()
        return nil
      }
      state.waiting.remove(cause)
      return cause
    }
    if let cause { page(cause, after: 0, queue) }
  }

  private func page(_ cause: Cause, after number: Int64, _ queue: TicketQueue) {
    let found = Handover<Page>()
    queue.read { [policy] context in
      found.value = try Page(cause, after: number, context, policy())
      return Answer(head: .init(.ok), body: [])
    } reply: { [weak queue] answer in
      guard let queue else { return self.work.leave() }
      guard let page = found.value else { return self.tryLater(cause, after: number, queue) }
      self.state.withLock { state in
        state.rescored += page.count
        state.moved += page.commands.count
      }
      self.submit(page, cause, after: number, queue)
    }
  }

  private func submit(_ page: Page, _ cause: Cause, after number: Int64, _ queue: TicketQueue) {
    let (group, counter) = (DispatchGroup(), Counter())
    for command in page.commands {
      group.enter()
      queue.submit(command) { answer in
        // One that is over needs no place. One that was changed meanwhile may have been scored with what was known before.
        if answer.head.status == .serviceUnavailable || answer.head.status == .preconditionFailed { counter.add() }
        group.leave()
      }
    }
    group.notify(queue: thread) { [weak queue] in
      guard let queue else { return self.work.leave() }
      if counter.count > 0 { return self.tryLater(cause, after: number, queue) }
      self.show(page, cause, queue)
      if let last = page.last { self.page(cause, after: last, queue) } else { self.next(queue) }
    }
  }

  private func tryLater(_ cause: Cause, after number: Int64, _ queue: TicketQueue) {
    thread.asyncAfter(deadline: .now() + Self.pause) { [weak queue] in
      guard let queue, !queue.isStopped else { return self.work.leave() }
      self.page(cause, after: number, queue)
    }
  }
}

extension Rescorer {
  /// Counts what several threads find.
  private final class Counter: Sendable {
    private let value = Atomic<Int>(0)

    var count: Int { value.load(ordering: .acquiring) }

    func add() { value.add(1, ordering: .releasing) }
  }

  private func show(_ page: Page, _ cause: Cause, _ queue: TicketQueue) {
    guard let observer = state.withLock(\.observer) else { return }
    let (line, now) = (queue.snapshot.line, queue.clock.now)
    let moves = zip(page.tickets, page.commands).map { ticket, command in
      let place = Place(
        lane: command.change.lane, key: ticket.arrivedAt - command.change.headStartSeconds, number: ticket.number)
      return RescoringRound.Move(
        ticket: ticket.id, from: .init(ticket, in: page.line, at: now),
        to: .init(
          score: command.change.score, lane: place.lane,
          position: line.contains(place) ? line.ahead(of: place, at: now) + 1 : nil))
    }
    observer(RescoringRound(cause: cause, at: now, count: page.count, moves: moves))
  }

  /// Some of the tickets that a cause concerns.
  private struct Page {
    /// Those that get another place or score, as they were.
    var tickets: [StoredTicket] = []
    /// What gives it to them, in the same order.
    var commands: [RescoreCommand] = []
    /// The line as it was.
    let line: Line
    /// How many were looked at.
    var count = 0
    /// The last of them; nil where no more follow.
    var last: Int64?

    init(_ cause: Cause, after number: Int64, _ context: QueueReader.Context, _ policy: LoadedPolicy) throws {
      line = context.snapshot.line
      let found = try context.store.read { reading in
        let numbers = try Self.numbers(cause, after: number, reading)
        if numbers.count == pageSize { last = numbers.last }
        return try reading.tickets(numbers: numbers)
      }
      count = found.count
      for ticket in found where ticket.state == .waiting || ticket.state == .leased {
        let request = ticket.request.withUnsafeBytes { BulkScoring.padded($0) }
        // One that was right under another policy is under this.
        guard let command = try? context.rescore(request, of: ticket, policy, now: nil) else { continue }
        guard command.changes(ticket) else { continue }
        tickets.append(ticket)
        commands.append(command)
      }
    }

    private static func numbers(
      _ cause: Cause, after number: Int64, _ reading: any StoreReading
    ) throws -> [Int64] {
      switch cause {
      case .topic(let topic): try reading.openTickets(onTopic: topic, after: number, limit: pageSize)
      case .story(let id): try reading.openTickets(aboutStory: id, after: number, limit: pageSize)
      // So few that they need no pages.
      case .customer(let id): try Array(reading.openTickets(ofCustomer: id).filter { $0 > number }.prefix(pageSize))
      }
    }
  }
}

extension RescoringRound.Standing {
  fileprivate init(_ ticket: StoredTicket, in line: Line, at now: Double) {
    let position = line.contains(ticket.place) ? line.ahead(of: ticket.place, at: now) + 1 : nil
    self.init(score: ticket.score, lane: ticket.lane, position: position)
  }
}

extension RescoreCommand {
  /// Whether it gives a ticket another score or place.
  fileprivate func changes(_ ticket: StoredTicket) -> Bool {
    change.score != ticket.score || change.lane != ticket.lane || change.headStartSeconds != ticket.headStartSeconds
  }
}
