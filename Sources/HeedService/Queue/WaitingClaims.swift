/// Claims that wait for tickets, those that came first first.
struct WaitingClaims {
  private var claims: [TicketQueue.Pending] = []

  var isEmpty: Bool { claims.isEmpty }

  /// Takes up a claim, or takes one back that found no ticket after all: it keeps its turn.
  mutating func add(_ claim: TicketQueue.Pending) {
    let place = claims.lastIndex { $0.since <= claim.since }.map { $0 + 1 } ?? 0
    claims.insert(claim, at: place)
  }

  /// Takes those that may find a ticket now, and `most` of them at most. Whose clients have gone are let go before.
  mutating func takeAble(_ context: QueueContext, most: Int) -> [TicketQueue.Pending] {
    dismiss { !$0.isWanted() }
    let able = claims.indices.filter { claims[$0].command.canGoOn(context) }.prefix(most)
    if able.isEmpty { return [] }
    let taken = able.map { claims[$0] }
    let chosen = Set(able)
    claims = claims.indices.filter { !chosen.contains($0) }.map { claims[$0] }
    return taken
  }

  /// Lets those go who have waited for as long as they would, or whose clients have gone.
  mutating func dismissLate(at now: UInt64) {
    dismiss { $0.command.patience <= now || !$0.isWanted() }
  }

  mutating func dismissAll() {
    dismiss { _ in true }
  }

  private mutating func dismiss(_ isOver: (TicketQueue.Pending) -> Bool) {
    var over: [TicketQueue.Pending] = []
    claims.removeAll { claim in
      guard isOver(claim) else { return false }
      over.append(claim)
      return true
    }
    for claim in over { claim.reply(claim.command.lateAnswer) }
  }
}
