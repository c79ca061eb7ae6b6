import FrontDoors
import HTTPWire
import Queueing
import Storage

/// An agent says what becomes of a claim: `POST /queue/claims/{fence}/extend`, `release`, `complete`.
struct LeaseCommand: QueueCommand {
  enum Action: Equatable {
    /// The agent needs longer, so many seconds from now.
    case extend(Double)
    /// The ticket waits again, at its old place.
    case release
    /// The ticket is done.
    case complete
  }

  let fence: Int64
  /// The fence as it stands in the path.
  let name: String
  let action: Action

  func apply(_ context: inout QueueContext, _ transaction: any StoreTransaction) throws -> Answer? {
    guard fence > 0, fence <= context.state.lastFence else { return Answer(.unknownClaim(name)) }
    guard let lease = context.state.leases[fence] else { return Answer(.staleFence(fence)) }
    let (now, number) = (context.now, lease.place.number)
    switch action {
    case .extend(let seconds):
      _ = context.state.extend(fence: fence, until: now + seconds)
      try transaction.extend(number: number, until: now + seconds)
    case .release:
      _ = context.state.release(fence: fence, at: now)
      try transaction.release(number: number)
      context.figures.released += 1
    case .complete:
      _ = context.state.complete(fence: fence, at: now)
      try transaction.finish(number: number, as: .done, at: now)
      context.figures.done += 1
    }
    context.state.hears(of: lease.agent, at: now)
    guard let ticket = try transaction.ticket(number: number) else { return Answer(.staleFence(fence)) }
    switch action {
    case .extend: break
    case .release: try context.tell(TicketNews(ticket, state: .waiting), transaction)
    case .complete:
      context.forget(customer: ticket.customer)
      try context.tell(TicketNews(ticket, state: .done), transaction)
    }
    return .claim(ticket, .ok, now: now, includesDecision: false)
  }
}
