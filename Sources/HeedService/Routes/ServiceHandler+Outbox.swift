import HTTPServer
import HTTPWire

/// `/outbox`: what other systems are yet to be told, and what was given up.
extension ServiceHandler {
  func outboxLookup(
    _ request: borrowing HTTPServer.Request, _ route: Route, _ queue: TicketQueue
  ) throws -> any QueueLookup {
    if route == .message { return MessageLookup(id: try route.name(in: request.head.path)) }
    return try OutboxLookup(try QueryReader(request.head.query), queue.writeBack?.figures ?? WriteBackFigures([]))
  }

  func outboxCommand(_ request: borrowing HTTPServer.Request, _ route: Route) throws -> any QueueCommand {
    if route == .resendAll {
      let query = try QueryReader(request.head.query)
      try query.refuseOthers(than: ["target"])
      guard let target = query["target"] else { throw query.refusal("target", "the name of a target") }
      return ResendCommand(choice: .target(target))
    }
    let id = try route.name(in: request.head.path)
    return route == .resend ? ResendCommand(choice: .message(id)) : RemoveMessageCommand(id: id)
  }
}
