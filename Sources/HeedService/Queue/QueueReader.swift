import Dispatch
import JSON
import Storage

/// Looks things up in the store for requests, one after the other on a thread of its own, beside the writer's.
final class QueueReader: Sendable {
  private let thread = DispatchQueue(label: "heed.queue.reader")
  private let tools = Tools()

  /// What a request is looked up with.
  struct Context {
    let store: any TicketStore
    let snapshot: QueueSnapshot
    let settings: QueueConfiguration
    /// The queue's time, in seconds since 1970.
    let now: Double
    let tools: Tools
  }

  /// What the reader's thread keeps from one request to the next. Nobody else touches it.
  final class Tools: @unchecked Sendable {
    let scorer = Scorer()
    let parser = JSONParser()
    let otherParser = JSONParser()
  }

  func read(
    _ queue: TicketQueue, _ look: @escaping @Sendable (Context) throws -> Answer, _ reply: @escaping TicketQueue.Reply
  ) {
    thread.async { [tools] in
      guard let store = queue.store else {
        return reply(.retrying(.queueUnavailable(queue.status.reason ?? "the store is not open")))
      }
      let context = Context(
        store: store, snapshot: queue.snapshot, settings: queue.configuration, now: queue.clock.now, tools: tools)
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
