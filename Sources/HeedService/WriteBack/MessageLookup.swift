import JSON
import Storage

/// A message of the outbox with what it says: `GET /outbox/{message}`.
struct MessageLookup: QueueLookup {
  let id: String

  func answer(_ context: QueueReader.Context) throws -> Answer {
    guard let message = try context.store.read({ try $0.message(id: id) }) else { return Answer(.unknownMessage) }
    return .json { json in
      json.object {
        json.message(message)
        json.key("payload")
        // It was written as JSON; anything else would make none of the whole.
        let parser = JSONParser()
        if let payload = try? parser.parse(copying: message.payload) { json.value(payload) } else { json.null() }
      }
    }
  }
}
