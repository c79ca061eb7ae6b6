import Dispatch
import JSON
import Storage
import Synchronization

/// Looks things up in the store for requests, one after the other on a thread of its own, beside the writer's.
final class QueueReader: Sendable {
  private let thread = DispatchQueue(label: "heed.queue.reader")
  private let tools = Tools()
  private let waiting = Atomic<Int>(0)

  /// Most that wait; further ones are answered 503.
  private static let mostWaiting = 20_000
  /// So many are answered within some tenths of a second.
  private static let busyFrom = 2_000

  var isBusy: Bool { waiting.load(ordering: .relaxed) >= Self.busyFrom }

  /// What a request is looked up with.
  struct Context {
    let store: any Store
    let snapshot: QueueSnapshot
    let settings: QueueConfiguration
    /// The queue's time, in seconds since 1970.
    let now: Double
    let tools: Tools
    /// What requests may be scored with besides; customers are read from the store.
    let recall: Recall
  }

  /// What the reader's thread keeps from one request to the next. Nobody else touches it.
  final class Tools: @unchecked Sendable {
    let scorer = Scorer()
    let parser = JSONParser()
    let otherParser = JSONParser()
    let loader = CustomerLoader()
    let customers = CustomerDecoder()
  }

  func read(
    _ queue: TicketQueue, _ look: @escaping @Sendable (Context) throws -> Answer, _ reply: @escaping TicketQueue.Reply
  ) {
    guard waiting.add(1, ordering: .relaxed).newValue <= Self.mostWaiting else {
      waiting.subtract(1, ordering: .relaxed)
      return reply(.retrying(.queueOverloaded))
    }
    thread.async { [self] in
      defer { waiting.subtract(1, ordering: .relaxed) }
      guard let store = queue.store else {
        return reply(.retrying(.queueUnavailable(queue.status.reason ?? "the store is not open")))
      }
      let snapshot = queue.snapshot
      let context = Context(
        store: store, snapshot: snapshot, settings: queue.configuration, now: queue.clock.now, tools: tools,
        recall: queue.recall(snapshot, .store(store, tools.loader)))
      do {
        reply(try look(context))
      } catch {
        let failure = error as? StorageError ?? StorageError(.failed, "\(error)")
        queue.metrics.failed(failure.kind)
        reply(.retrying(.queueUnavailable(failure.detail)))
      }
    }
  }
}
