import Foundation
import HTTPWire
import JSON
import Logging
import Queueing
import Storage
import TestSupport
import Testing

@testable import HeedService

/// Random commands to a queue and to a naive one, and what must hold of both after each.
///
/// Unchecked because one task alone uses it.
final class QueueRun: @unchecked Sendable {
  private(set) var random: SeededGenerator
  private(set) var model = NaiveQueue()
  /// How many commands of each kind did something.
  private(set) var done: [String: Int] = [:]
  private let time = TestTime()
  private let folder: TemporaryFolder
  private var queue: TicketQueue

  static let desks = ["general", "senior", "first-response"]
  private static let lanes = desks.flatMap { desk in
    [("critical", 300.0), ("urgent", 900), ("standard", 14_400)].map {
      Lane(desk: desk, tier: $0.0, promiseSeconds: $0.1)
    }
  }

  init(_ random: SeededGenerator) throws {
    self.random = random
    folder = try TemporaryFolder()
    queue = Self.open(folder, time)
  }

  private static func open(_ folder: TemporaryFolder, _ time: TestTime) -> TicketQueue {
    let path = folder.path("data")
    var configuration = QueueConfiguration()
    // However long it runs, what is over is not to be gone.
    configuration.keepHours = 87_600
    let queue = TicketQueue(
      configuration, logger: Logger(label: "test") { _ in LogCapture() }, clock: time.clock,
      policy: { LoadedPolicy.standard }, open: { try SQLiteStore(folder: path) })
    queue.start()
    return queue
  }

  func stop() { queue.stop() }

  /// Does one thing, and checks what came of it.
  func step() async throws {
    if chance(3) { time.pass(Double.random(in: 0...400, using: &random)) }
    switch Int.random(in: 0...99, using: &random) {
    case 0..<30: try await enqueue()
    case 30..<55: try await claim()
    case 55..<75: try await settle()
    case 75..<88: try await rescore()
    case 88..<97: try await abandon()
    default: if chance(8) { restart() }
    }
  }

  /// Compares what is stored and what is shown with the model.
  func compare() throws {
    model.expire(at: queue.clock.now)
    let store = try #require(queue.store)
    let counts = try store.read { try $0.counts() }
    let snapshot = queue.snapshot
    // The store may have leases that are over, which the next command ends.
    #expect(counts.waiting + counts.leased == model.count(.waiting) + model.count(.leased), "\(random)")
    #expect(counts.done == model.count(.done) && counts.abandoned == model.count(.abandoned), "\(random)")
    #expect(counts.accepted == model.tickets.count, "\(random)")
    #expect(Set(snapshot.state.leases.values.map(\.place.number)).count == snapshot.state.leases.count, "\(random)")
    #expect(model.fences == model.fences.sorted() && Set(model.fences).count == model.fences.count, "\(random)")
  }

  private func chance(_ one: Int) -> Bool { Int.random(in: 1...one, using: &random) == 1 }

  private func note(_ what: String) { done[what, default: 0] += 1 }

  private func submit(_ command: any QueueCommand) async -> Answer {
    await withCheckedContinuation { continuation in
      queue.submit(command) { continuation.resume(returning: $0) }
    }
  }

  private func restart() {
    queue.stop()
    queue = Self.open(folder, time)
    note("restart")
  }
}

// The commands.
extension QueueRun {
  private func enqueue() async throws {
    let number = Int64(model.tickets.count + 1)
    let lane = Self.lanes.randomElement(using: &random)!
    // Often none, so that keys are equal where time has stood still.
    let headStart = Bool.random(using: &random) ? 0 : Double.random(in: 0...0.1, using: &random) * lane.promiseSeconds
    var ticket = NewTicket.waiting("T-\(number)", lane)
    ticket.headStartSeconds = headStart
    let answer = await submit(EnqueueCommand(ticket: ticket, idempotencyKey: nil))
    #expect(answer.head.status == .created, "\(random)")
    model.expire(at: queue.clock.now)
    model.tickets.append(
      NaiveQueue.Ticket(
        id: "T-\(number)", number: number, lane: lane, arrivedAt: queue.clock.now, headStartSeconds: headStart))
    note("enqueue")
  }

  private func claim() async throws {
    var desks = Self.desks.shuffled(using: &random)
    desks.removeLast(Int.random(in: 0...2, using: &random))
    let lease = Double.random(in: 1...2000, using: &random)
    let answer = await submit(
      ClaimCommand(agent: "a-\(Int.random(in: 1...9, using: &random))", desks: desks, leaseSeconds: lease, patience: 0))
    model.expire(at: queue.clock.now)
    let eligible = model.eligible(desks)
    guard answer.head.status == .created else {
      return #expect(eligible.isEmpty && answer.head.status == .noContent, "\(random)")
    }
    let claimed = try JSONTree(json: answer.body)
    let index = try #require(eligible.firstIndex { $0.id == claimed.claimed }, "\(random): it was not to be had")
    let place = eligible[index].place
    let now = queue.clock.now
    #expect(
      eligible.allSatisfy { $0.place.urgency(at: now) <= place.urgency(at: now) }, "\(random): others are more urgent")
    #expect(
      eligible.allSatisfy { $0.lane != place.lane || ($0.place.key, $0.number) >= (place.key, place.number) },
      "\(random): the order within the tier is another")
    #expect(Int64(claimed.fence) > model.fences.last ?? 0, "\(random): a fence is to be greater than all before")
    model.lease(Int(place.number) - 1, fence: Int64(claimed.fence), until: now + lease)
    note("claim")
  }

  /// Extends, releases or completes a claim, of a live fence for the most part.
  private func settle() async throws {
    let live = model.tickets.filter { $0.state == .leased }.map(\.fence)
    let any = Bool.random(using: &random) ? live : model.fences
    let fence = any.randomElement(using: &random) ?? 1
    let action: LeaseCommand.Action =
      switch Int.random(in: 0...3, using: &random) {
      case 0: .extend(Double.random(in: 1...2000, using: &random))
      case 1: .release
      default: .complete
      }
    let answer = await submit(LeaseCommand(fence: fence, name: "\(fence)", action: action))
    model.expire(at: queue.clock.now)
    guard let index = model.index(fence: fence) else {
      let expected: Status = fence > model.fences.last ?? 0 ? .notFound : .conflict
      return #expect(answer.head.status == expected, "\(random): fence \(fence) is over")
    }
    #expect(answer.head.status == .ok, "\(random): fence \(fence) is live")
    switch action {
    case .extend(let seconds): model.tickets[index].leasedUntil = queue.clock.now + seconds
    case .release: model.tickets[index].state = .waiting
    case .complete: model.tickets[index].state = .done
    }
    note("\(action)".prefix { $0 != "(" }.description)
  }

  private func rescore() async throws {
    guard let ticket = model.tickets.randomElement(using: &random) else { return }
    let version = chance(5) ? ticket.version + 1 : ticket.version
    let lane = Self.lanes.randomElement(using: &random)!
    let change = TicketChange(
      lane: lane, headStartSeconds: 0, score: 60, request: Array("{}".utf8), known: nil, decision: Array("{}".utf8),
      decisionID: NewTicket.decisionID(of: "\(ticket.id) \(version)"), decidedAt: queue.clock.now,
      subject: TicketSubject())
    let answer = await submit(RescoreCommand(number: ticket.number, version: version, change: change))
    model.expire(at: queue.clock.now)
    if version != ticket.version { return #expect(answer.head.status == .preconditionFailed, "\(random)") }
    let index = Int(ticket.number) - 1
    let isOver = [.done, .abandoned].contains(model.tickets[index].state)
    #expect(answer.head.status == (isOver ? .conflict : .ok), "\(random): \(ticket)")
    if isOver { return }
    model.tickets[index].lane = lane
    model.tickets[index].headStartSeconds = 0
    model.tickets[index].version += 1
    note("rescore")
  }

  private func abandon() async throws {
    guard let ticket = model.tickets.randomElement(using: &random) else { return }
    let answer = await submit(AbandonCommand(id: ticket.id, condition: nil))
    model.expire(at: queue.clock.now)
    let index = Int(ticket.number) - 1
    switch model.tickets[index].state {
    case .waiting:
      model.tickets[index].state = .abandoned
      note("abandon")
      fallthrough
    case .abandoned: #expect(answer.head.status == .noContent, "\(random)")
    case .leased, .done: #expect(answer.head.status == .conflict, "\(random)")
    }
  }
}
