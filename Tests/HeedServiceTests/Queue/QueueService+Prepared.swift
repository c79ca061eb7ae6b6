import Testing

@testable import HeedService

extension QueueService {
  /// The queue that the contract's examples are from, at 07:06: T-0 is done (fence 1), agent-7 has T-1 (fence 2), T-2
  /// waits at the desk senior, T-3 at the desk general.
  static func prepared(
    _ change: @escaping (inout ServiceConfiguration) -> Void = { _ in }
  ) throws -> QueueService {
    let service = try QueueService(change)
    try service.json("PUT", "/agents/agent-7", #"{"desks":["general"]}"#, status: 201)
    try service.json("POST", "/queue", #"{"ticket":{"id":"T-0"}}"#, status: 201)
    try service.claim("agent-7")
    service.time.pass(180)
    try service.json("POST", "/queue/claims/1/complete")
    service.time.pass(60)
    try service.json("POST", "/queue", #"{"ticket":{"id":"T-1"}}"#, status: 201)
    service.time.pass(60)
    try service.claim("agent-7")
    try service.isForecast(position: 1)
    try service.json("POST", "/queue", #"{"ticket":{"id":"T-2","severity":"high"}}"#, status: 201)
    try service.json("POST", "/queue", #"{"ticket":{"id":"T-3"}}"#, status: 201)
    service.time.pass(60)
    try service.isForecast(position: 2)
    return service
  }

  /// Waits until a ticket that came now would have a forecast by the line: it is made anew a moment after a change.
  private func isForecast(position: Double) throws {
    try eventually("the forecast goes by the line") {
      let wait = try json("POST", "/score", #"{"ticket":{"id":"T-4"}}"#)["wait"]
      return wait["basis"].string == "queue" && wait["position"].number == position
    }
  }
}
