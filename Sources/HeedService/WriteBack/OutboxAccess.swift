import FrontDoors
import Storage

/// What the worker needs of the queue: its store, its time, and a way to say what became of messages.
protocol OutboxAccess: Sendable {
  /// The queue's time, in seconds since 1970.
  var now: Double { get }
  /// That of the wall clock, which receivers go by.
  var wallNow: Double { get }

  /// Reads the last committed state; nil where there is no store at the moment.
  func read<R>(_ work: (any StoreReading) throws -> R) throws -> R?

  /// How a ticket stands now; nil where that is not known any more.
  func facts(ofTicket id: String) -> DecisionFacts?

  /// Has outcomes stored.
  ///
  /// - Parameter reply: told whether they are durable, from any thread.
  func settle(_ outcomes: [DeliveryOutcome], reply: @escaping @Sendable (Bool) -> Void)
}
