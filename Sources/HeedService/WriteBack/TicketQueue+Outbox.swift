import HTTPWire
import Storage

extension TicketQueue: OutboxAccess {
  var now: Double { clock.now }
  var wallNow: Double { clock.now + clock.offsetSeconds }

  func read<R>(_ work: (any StoreReading) throws -> R) throws -> R? {
    try store?.read(work)
  }

  func settle(_ outcomes: [DeliveryOutcome], reply: @escaping @Sendable (Bool) -> Void) {
    submit(DeliveryCommand(outcomes: outcomes)) { reply($0.head.status == .noContent) }
  }
}
