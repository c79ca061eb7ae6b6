import Queueing
import Storage

/// What a store must do, said in dictionaries. Its operations have the store's contract, refusals included.
struct StoreModel {
  private(set) var tickets: [Int64: StoredTicket] = [:]
  private var ids: Set<String> = []
  private(set) var keys: [String: RememberedRequest] = [:]
  private(set) var agents: [String: StoredAgent] = [:]
  private(set) var counts = TicketCounts()
  private(set) var lastNumber: Int64 = 0
  private(set) var lastFence: Int64 = 0

  static let conflict = StorageError(.conflict, "")

  mutating func insert(_ ticket: NewTicket) throws -> Int64 {
    guard ids.insert(ticket.id).inserted else { throw Self.conflict }
    lastNumber += 1
    tickets[lastNumber] = Samples.stored(ticket, number: lastNumber)
    counts.waiting += 1
    return lastNumber
  }

  mutating func rescore(number: Int64, _ change: TicketChange) throws {
    var ticket = try self.ticket(number, .waiting, .leased)
    (ticket.lane, ticket.headStartSeconds, ticket.score) = (change.lane, change.headStartSeconds, change.score)
    (ticket.request, ticket.decision, ticket.version) = (change.request, change.decision, ticket.version + 1)
    tickets[number] = ticket
  }

  mutating func lease(number: Int64, agent: String, fence: Int64, at: Double, until: Double) throws {
    guard fence > lastFence else { throw Self.conflict }
    var ticket = try self.ticket(number, .waiting)
    (ticket.state, ticket.attempts) = (.leased, ticket.attempts + 1)
    ticket.lease = StoredLease(agent: agent, fence: fence, leasedAt: at, leasedUntil: until)
    tickets[number] = ticket
    lastFence = fence
    counts.waiting -= 1
    counts.leased += 1
  }

  mutating func extend(number: Int64, until: Double) throws {
    var ticket = try self.ticket(number, .leased)
    ticket.lease?.leasedUntil = until
    tickets[number] = ticket
  }

  mutating func release(number: Int64) throws {
    var ticket = try self.ticket(number, .leased)
    (ticket.state, ticket.lease) = (.waiting, nil)
    tickets[number] = ticket
    counts.leased -= 1
    counts.waiting += 1
  }

  mutating func finish(number: Int64, as state: TicketState, at: Double) throws {
    var ticket = state == .done ? try self.ticket(number, .leased) : try self.ticket(number, .waiting, .leased)
    if ticket.state == .waiting { counts.waiting -= 1 } else { counts.leased -= 1 }
    if state == .done { counts.done += 1 } else { counts.abandoned += 1 }
    (ticket.state, ticket.finishedAt) = (state, at)
    tickets[number] = ticket
  }

  mutating func put(_ agent: StoredAgent) { agents[agent.id] = agent }

  mutating func removeAgent(id: String) { agents[id] = nil }

  mutating func remember(idempotencyKey: String, number: Int64, digest: [UInt8]) throws {
    guard keys[idempotencyKey] == nil else { throw Self.conflict }
    keys[idempotencyKey] = RememberedRequest(number: number, digest: digest)
  }

  mutating func prune(finishedBefore: Double, limit: Int) -> Int {
    let old = tickets.values.filter { ($0.finishedAt ?? .infinity) < finishedBefore }
      .sorted { ($0.finishedAt ?? 0, $0.number) < ($1.finishedAt ?? 0, $1.number) }.prefix(limit).map(\.number)
    for number in old {
      if let ticket = tickets.removeValue(forKey: number) { ids.remove(ticket.id) }
    }
    if !old.isEmpty { keys = keys.filter { !old.contains($0.value.number) } }
    return old.count
  }

  private func ticket(_ number: Int64, _ states: TicketState...) throws -> StoredTicket {
    guard let ticket = tickets[number], states.contains(ticket.state) else { throw Self.conflict }
    return ticket
  }
}
