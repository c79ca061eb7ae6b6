import Queueing
import Storage

/// What a store must do, said in dictionaries. Its operations have the store's contract, refusals included.
struct StoreModel {
  var tickets: [Int64: StoredTicket] = [:]
  var ids: Set<String> = []
  var keys: [String: RememberedRequest] = [:]
  private(set) var agents: [String: StoredAgent] = [:]
  private(set) var counts = TicketCounts()
  private(set) var lastNumber: Int64 = 0
  private(set) var lastFence: Int64 = 0

  /// All decisions by the order in which they were stored, and the place in it of the one that a stored ticket stands by.
  var decisions: [Int64: StoredDecision] = [:]
  var decisionsOfTickets: [Int64: [Int64]] = [:]
  var standing: [Int64: Int64] = [:]
  var lastDecision: Int64 = 0
  /// One for each ticket, whether or not that is stored still.
  var contacts: [Int64: StoredContact] = [:]
  /// Whose tickets once were.
  var formerCustomers: [Int64: Set<String>] = [:]

  var customers: [String: StoredCustomer] = [:]
  var lastCustomer: Int64 = 0
  /// What stands under the numbers of customers.
  var identities: [CustomerIdentity: Int64] = [:]
  var accounts: [Int64: [AccountName: StoredAccount]] = [:]
  var observed: [Int64: [ObservedCount]] = [:]
  var purchases: [Int64: [StoredPurchase]] = [:]

  /// In the order in which they came.
  var stories: [StoredStory] = []
  var copies: [(copy: String, story: String)] = []
  var sharers: [String: Set<Int64>] = [:]

  var incidents: [Int64: StoredIncident] = [:]
  var lastIncident: Int64 = 0
  var states: [String: [UInt8]] = [:]

  /// By number.
  var messages: [StoredMessage] = []
  var lastMessage: Int64 = 0

  static let conflict = StorageError(.conflict, "")

  mutating func insert(_ ticket: NewTicket) throws -> Int64 {
    guard ids.insert(ticket.id).inserted else { throw Self.conflict }
    lastNumber += 1
    tickets[lastNumber] = Samples.stored(ticket, number: lastNumber)
    counts.waiting += 1
    let subject = ticket.subject
    contacts[lastNumber] = StoredContact(
      number: lastNumber, ticket: ticket.id, customer: subject.customer, topic: subject.topic, story: subject.story,
      channel: subject.channel, at: ticket.arrivedAt, isLoud: subject.isLoud, state: .waiting, outcome: nil)
    decide(
      StoredDecision(
        id: ticket.decisionID, number: lastNumber, ticket: ticket.id, customer: subject.customer,
        decidedAt: ticket.decidedAt, request: ticket.request, known: ticket.known, decision: ticket.decision))
    return lastNumber
  }

  mutating func rescore(number: Int64, _ change: TicketChange) throws {
    var ticket = try self.ticket(number, .waiting, .leased)
    (ticket.lane, ticket.headStartSeconds, ticket.score) = (change.lane, change.headStartSeconds, change.score)
    (ticket.request, ticket.decision, ticket.version) = (change.request, change.decision, ticket.version + 1)
    ticket.customer = change.subject.customer
    tickets[number] = ticket
    describe(number, as: change.subject)
    decide(
      StoredDecision(
        id: change.decisionID, number: number, ticket: ticket.id, customer: change.subject.customer,
        decidedAt: change.decidedAt, request: change.request, known: change.known, decision: change.decision))
  }

  mutating func lease(number: Int64, agent: String, fence: Int64, at: Double, until: Double) throws {
    guard fence > lastFence else { throw Self.conflict }
    var ticket = try self.ticket(number, .waiting)
    (ticket.state, ticket.attempts) = (.leased, ticket.attempts + 1)
    ticket.lease = StoredLease(agent: agent, fence: fence, leasedAt: at, leasedUntil: until)
    tickets[number] = ticket
    contacts[number]?.state = .leased
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
    contacts[number]?.state = .waiting
    counts.leased -= 1
    counts.waiting += 1
  }

  mutating func finish(number: Int64, as state: TicketState, at: Double) throws {
    var ticket = state == .done ? try self.ticket(number, .leased) : try self.ticket(number, .waiting, .leased)
    if ticket.state == .waiting { counts.waiting -= 1 } else { counts.leased -= 1 }
    if state == .done { counts.done += 1 } else { counts.abandoned += 1 }
    (ticket.state, ticket.finishedAt) = (state, at)
    tickets[number] = ticket
    contacts[number]?.state = state
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
    for number in old { forget(number) }
    if !old.isEmpty { keys = keys.filter { !old.contains($0.value.number) } }
    return old.count
  }

  /// A ticket is stored no longer; its contact and its decisions are.
  mutating func forget(_ number: Int64) {
    if let ticket = tickets.removeValue(forKey: number) { ids.remove(ticket.id) }
    standing[number] = nil
  }

  private func ticket(_ number: Int64, _ states: TicketState...) throws -> StoredTicket {
    guard let ticket = tickets[number], states.contains(ticket.state) else { throw Self.conflict }
    return ticket
  }
}
