import Dispatch
import HTTPWire
import JSON
import Queueing
import Scoring
import Storage
import Synchronization

/// What another policy would make of those who wait now: `POST /queue/what-if`. Nothing is changed.
///
/// Each ticket is scored again under the policy in force and under the other one, at the same moment and with the same
/// memory, so that what differs is the policy's doing alone. On a thread of its own, one question after the other.
final class WhatIf: Sendable {
  private let thread = DispatchQueue(label: "heed.what-if")
  private let waiting = Atomic<Int>(0)

  /// Most that wait for their turn.
  private static let mostWaiting = 4
  /// Most tickets that are looked at, from the front of the line.
  static let mostTickets = 20_000
  /// Tickets that are read together.
  private static let pageSize = 500

  /// Answers when its turn comes; the shard of whoever counts is the reader's.
  func answer(
    _ request: WhatIfRequest, warnings: [FieldProblem], policy: LoadedPolicy, in queue: TicketQueue, now: Instant?,
    _ reply: @escaping TicketQueue.Reply
  ) {
    guard waiting.add(1, ordering: .relaxed).newValue <= Self.mostWaiting else {
      waiting.subtract(1, ordering: .relaxed)
      return reply(.retrying(.queueOverloaded))
    }
    thread.async { [self] in
      defer { waiting.subtract(1, ordering: .relaxed) }
      do {
        let other = try OtherPolicy(request, of: policy)
        guard let store = queue.store else {
          return reply(.retrying(.queueUnavailable(queue.status.reason ?? "the store is not open")))
        }
        let snapshot = queue.snapshot
        let comparison = try compare(
          request, other, snapshot, store,
          recall: queue.recall(snapshot, .store(store, CustomerLoader())), at: queue.clock.now, now: now)
        reply(.json { comparison.write(to: $0, limit: request.limit, other, warnings: warnings) })
      } catch let refusal as RefusedBody {
        reply(Answer(refusal.problem))
      } catch {
        let failure = error as? StorageError ?? StorageError(.failed, "\(error)")
        reply(.retrying(.queueUnavailable(failure.detail)))
      }
    }
  }

  private func compare(
    _ request: WhatIfRequest, _ other: OtherPolicy, _ snapshot: QueueSnapshot, _ store: any Store, recall: Recall,
    at time: Double, now: Instant?
  ) throws -> LineComparison {
    let desks = request.desk.map { desk in { (lane: Lane) in lane.desk == desk } } ?? { _ in true }
    let places = snapshot.line.page(at: time, limit: Self.mostTickets, where: desks)
    var comparison = LineComparison(
      waiting: snapshot.line.lanes.reduce(0) { $0 + (desks($1) ? snapshot.line.count(in: $1) : 0) }, at: time)
    let (scorer, instant) = (Scorer(), now ?? Instant(secondsSince1970: time))
    for start in stride(from: 0, to: places.count, by: Self.pageSize) {
      let numbers = places[start..<min(start + Self.pageSize, places.count)].map(\.number)
      // Some may have been taken since.
      for ticket in try store.read({ try $0.tickets(numbers: numbers) }) where ticket.state == .waiting {
        let request = ticket.request.withUnsafeBytes { BulkScoring.padded($0) }
        guard let before = scorer.standing(request, other.current, recall, now: instant),
          let after = scorer.standing(request, other.policy, recall, now: instant)
        else { continue }
        comparison.add(ticket, before: before, after: after)
      }
    }
    comparison.rank()
    return comparison
  }
}

extension Scorer {
  /// Where a policy puts a request; nil where it refuses it.
  ///
  /// - Parameter request: with `JSONParser.padding` spare bytes behind it.
  fileprivate func standing(
    _ request: [UInt8], _ policy: LoadedPolicy, _ recall: Recall, now: Instant
  ) -> LineComparison.Standing? {
    json.removeAll()
    var standing: LineComparison.Standing?
    _ = request.withUnsafeBytes { bytes in
      score(
        UnsafeRawBufferPointer(rebasing: bytes.dropLast(JSONParser.padding)), policy, now: now, recall: recall
      ) { scored in
        standing = LineComparison.Standing(
          lane: Lane(scored.decision), score: scored.decision.score,
          headStartSeconds: scored.decision.headStartSeconds)
      }
    }
    return standing
  }
}
