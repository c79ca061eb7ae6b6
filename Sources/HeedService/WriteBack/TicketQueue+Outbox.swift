import FrontDoors
import HTTPWire
import Storage

extension TicketQueue: OutboxAccess {
  var now: Double { clock.now }
  var wallNow: Double { clock.now + clock.offsetSeconds }

  func read<R>(_ work: (any StoreReading) throws -> R) throws -> R? {
    try store?.read(work)
  }

  func facts(ofTicket id: String) -> DecisionFacts? {
    guard let ticket = try? read({ try $0.ticket(id: id) }) ?? nil else { return nil }
    return DecisionFacts(ticket, wait: nil, policy().policy, at: now)
  }

  func settle(_ outcomes: [DeliveryOutcome], reply: @escaping @Sendable (Bool) -> Void) {
    submit(DeliveryCommand(outcomes: outcomes)) { reply($0.head.status == .noContent) }
  }
}
