import Dispatch
import FrontDoors
import Storage
import Testing

@testable import HeedService

extension QueueService {
  /// What the contract's examples are from, at 07:06: T-0 is done (fence 1), agent-7 has T-1 (fence 2), T-2 waits at the
  /// desk senior, T-3 at the desk general. T-0 was the customer c-42's; c-7 has an account, a purchase and a story.
  static func prepared(
    _ change: @escaping (inout ServiceConfiguration) -> Void = { _ in }
  ) throws -> QueueService {
    let service = try QueueService(change)
    try service.fillCustomers()
    try service.json("PUT", "/agents/agent-7", #"{"desks":["general"]}"#, status: 201)
    try service.json("POST", "/queue", #"{"ticket":{"id":"T-0"},"customer":{"id":"c-42"}}"#, status: 201)
    try service.claim("agent-7")
    service.time.pass(180)
    try service.json("POST", "/queue/claims/1/complete")
    service.time.pass(60)
    service.forecastAnew()
    try service.json("POST", "/queue", #"{"ticket":{"id":"T-1"}}"#, status: 201)
    service.time.pass(60)
    try service.claim("agent-7")
    service.forecastAnew()
    try service.json("POST", "/queue", #"{"ticket":{"id":"T-2","severity":"high"}}"#, status: 201)
    try service.json("POST", "/queue", #"{"ticket":{"id":"T-3"}}"#, status: 201)
    try service.fillStory()
    service.time.pass(60)
    service.forecastAnew()
    try service.bury("msg_1")
    service.look(after: 0)
    #expect(service.queue.snapshot.readings.stories["s-1"]?.sharers == 14)
    return service
  }

  /// Puts a message into the outbox that was given up.
  private func bury(_ id: String) throws {
    let facts = DecisionFacts(
      ticket: "T-2", state: .waiting, score: 45, tier: "urgent", tierRank: 1, tierCount: 4, desk: "senior",
      promiseSeconds: 900, lowestPromiseSeconds: 14_400, headStartSeconds: 17, suggestedWaitSeconds: nil, position: nil,
      at: time.now)
    let notice = Notice(id: id, event: .decided, at: time.now, facts: facts, arrivedAt: time.now)
    let message = NewMessage(
      id: id, target: "helpdesk", ticket: "T-2", customer: nil, payload: notice.json, createdAt: time.now)
    let isDone = DispatchSemaphore(value: 0)
    queue.submit(DeadMessage(message: message)) { _ in isDone.signal() }
    isDone.wait()
  }

  private func fillCustomers() throws {
    try put(
      "c-42",
      #"{"customer":{"tenure_days":1460,"loyalty_level":"gold","conduct":{"founded_claims":2}},"#
        + #""social":{"consent":true},"identities":["phone:+49 30 1234567"]}"#)
    try json(
      "PUT", "/customers/c-7/accounts/twitter/ann",
      #"{"followers":1200,"source":"crawler","observed_at":"2026-11-22T06:00:00Z"}"#)
    try json(
      "POST", "/customers/c-7/purchases", #"{"id":"p-1","at":"2026-11-20T07:00:00Z","value":120}"#, status: 201)
  }

  /// A story by c-7, shared once in two minutes; the watchers see it whole when time has passed.
  private func fillStory() throws {
    look(after: 0)
    let shares = (1...14).map {
      #"{"at":"\#(timeText(RunningService.time - 1800 + Double($0) * 120))","sharer":"twitter:reader-\#($0)"}"#
    }
    try json(
      "POST", "/stories",
      #"{"id":"s-1","text":"The new washing machine by Acme broke after two days and the hotline laughed at me","#
        + #""posted_at":"2026-11-22T06:30:00Z","topic":"home-appliances","url":"https://social.example/ann/1","#
        + #""author":"twitter:ann"}"#, status: 201)
    try json("POST", "/stories/s-1/shares", "[\(shares.joined(separator: ","))]")
  }

  /// Has the forecasts made of the line as it is, which otherwise happens a moment after a change.
  func forecastAnew() {
    queue.thread.sync {
      (queue.writer.nextOutlook, queue.writer.nextTable) = (0, 0)
      queue.writer.show(queue)
    }
  }
}
